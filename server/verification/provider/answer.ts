import { z } from 'zod'
import type { Finding } from '../verifier.ts'
import { checkName } from './settings.ts'

/** A word of the provider's: never a sentence, in which a person's values could stand. */
const word = z
  .string()
  .regex(/^[a-z0-9]+(?:[_-][a-z0-9]+)*$/)
  .max(64)

/** What a provider answers, at once or by callback. */
export const providerAnswer = z.strictObject({
  checks: z
    .array(
      z.strictObject({
        name: checkName,
        status: z.enum(['passed', 'failed', 'not_applicable']),
        reasons: z.array(word).max(20).default([]),
        metadata: z.record(word, z.union([word, z.number(), z.boolean()])).default({}),
      }),
    )
    .max(64),
})

/** Reads an answer's text; null where it is none, or speaks of a check that nobody asked for. */
export function readAnswer(text: string, asked: readonly string[]): Finding[] | null {
  const parsed = providerAnswer.safeParse(parseJson(text))
  if (!parsed.success) return null
  const { checks } = parsed.data
  const names = new Set(checks.map(check => check.name))
  const isAsked = checks.every(check => asked.includes(check.name))
  return isAsked && names.size === checks.length ? checks : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
