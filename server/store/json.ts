import { z } from 'zod'
import { dataType } from '../connect/scope.ts'

/** Readers of the `*_json` columns: what this program wrote, checked as it comes back. */
export const dataTypes = z.array(dataType)
export const origins = z.array(z.string())
export const words = z.array(z.string())
export const sides = z.array(z.enum(['source', 'destination']))
export const terms = z.strictObject({ url: z.string(), version: z.string() })
export const checks = z.array(
  z.strictObject({
    name: z.string(),
    status: z.enum(['passed', 'failed', 'not_applicable']),
    reasons: z.array(z.string()),
    requirement: z.enum(['required', 'not_required']),
    metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
)

/** Whose verification a clone was, and when and against which template somebody looked. */
export const clonedFrom = z.strictObject({
  'organization-id': z.string(),
  'completed-at': z.number().nullable(),
  'inquiry-template-version-id': z.string().nullable().default(null),
})

export type ClonedFrom = z.infer<typeof clonedFrom>
export type Terms = z.infer<typeof terms>
export type Check = z.infer<typeof checks>[number]

export const readJson = <T>(schema: z.ZodType<T>, text: string): T => schema.parse(JSON.parse(text))

export const readJsonOrNull = <T>(schema: z.ZodType<T>, text: string | null): T | null =>
  text === null ? null : readJson(schema, text)
