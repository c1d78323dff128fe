import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../../store/store.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import { ApiError } from './api-error.ts'
import type { Caller } from './caller.ts'
import type { Reply } from './reply.ts'

/** How long an answer is kept for a repeated request, in ms (published: 24 hours). */
const KEPT_MS = 86_400_000

const KEY = /^[\x21-\x7e]{1,255}$/

/** A request that carries an `Idempotency-Key`. */
export interface Repeatable {
  key: string
  /** Method, path and body: what a repetition must have in common with the first. */
  fingerprint: string
  /** What the answer is about, where its document does not say: with that it is erased. */
  about?: string
}

/** The idempotency of a request; null where it asks for none. A person's keys are that person's alone. */
export function repeatable(
  caller: Caller | null,
  key: string | undefined,
  method: string,
  path: string,
  body: unknown,
): Repeatable | null {
  if (key === undefined) return null
  if (!KEY.test(key))
    throw new ApiError('bad_request', 'Idempotency-Key must be 1 to 255 printable characters')
  const request = JSON.stringify([method, path, body ?? null])
  // No key of a request holds a space.
  const owned = caller?.kind === 'operator' ? `${caller.id} ${key}` : key
  return { key: owned, fingerprint: createHash('sha256').update(request).digest('hex') }
}

const stored = z.object({ status: z.number(), body: z.unknown() })
const document = z.object({ data: z.object({ id: z.string() }) })

const contextOf = (key: string) => ['idempotency', key]

/** The answer that is kept for a repeated request; null where this is the first. Throws `conflict` where it is another. */
export async function keptAnswer(
  tx: Db,
  vault: EnvironmentVault,
  request: Repeatable,
  now: number,
): Promise<Reply | null> {
  const earlier = await tx
    .selectFrom('idempotency')
    .selectAll()
    .where('environment_id', '=', vault.environmentId)
    .where('key', '=', request.key)
    .executeTakeFirst()
  if (!earlier || now >= earlier.created_at + KEPT_MS) return null
  if (earlier.fingerprint !== request.fingerprint) {
    throw new ApiError('conflict', 'Idempotency-Key has been used for another request')
  }
  if (earlier.sealed_answer === null) {
    throw new ApiError('conflict', 'what the first request was about has been redacted')
  }
  return stored.parse(JSON.parse(vault.unseal(earlier.sealed_answer, contextOf(request.key))))
}

/** Forgets the answer to a request whose effect was taken back, so that it can be sent again. */
export const forgetAnswer = (db: Db, environmentId: string, { key }: Repeatable) =>
  db.deleteFrom('idempotency').where('environment_id', '=', environmentId).where('key', '=', key).execute()

/**
 * Answers a repeated request with the first one's answer. Everything happens in the transaction of the request's own
 * effect: either both are there or neither, and a request that failed can simply be sent again. The kept answer is
 * sealed, for it holds what the answer held. Keys of two environments never meet.
 */
export async function once(
  tx: Db,
  vault: EnvironmentVault,
  request: Repeatable,
  now: number,
  answer: () => Promise<Reply>,
): Promise<Reply> {
  const { environmentId } = vault
  const kept = await keptAnswer(tx, vault, request, now)
  if (kept) return kept
  const reply = await answer()
  const sealed = vault.seal(JSON.stringify(reply), contextOf(request.key))
  const about = request.about ?? document.safeParse(reply.body).data?.data.id ?? null
  const row = {
    fingerprint: request.fingerprint,
    object_id: about,
    sealed_answer: sealed,
    created_at: now,
  }
  await tx
    .insertInto('idempotency')
    .values({ environment_id: environmentId, key: request.key, ...row })
    .onConflict(conflict => conflict.columns(['environment_id', 'key']).doUpdateSet(row))
    .execute()
  return reply
}
