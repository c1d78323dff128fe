import { z } from 'zod'
import type { ProviderRequest } from '../../store/provider-answers.ts'

/**
 * What a request is called to the provider: its `Idempotency-Key`, its `request`, and the end of the address to which
 * an answer by callback comes. `{verification id}.{43 characters}`: the same again after a crash, and another one for
 * other evidence.
 */
export const nameOf = ({ verificationId, evidenceMac }: ProviderRequest): string =>
  `${verificationId}.${evidenceMac}`

const requestName = z
  .string()
  .regex(/^[^.]+\.[\w-]{43}$/)
  .transform(
    (name): ProviderRequest => ({
      verificationId: name.slice(0, -44),
      evidenceMac: name.slice(-43),
    }),
  )

/** The request of a name; null for what names none. */
export const requestNamed = (name: string): ProviderRequest | null => requestName.safeParse(name).data ?? null
