import { z } from 'zod'
import { VERIFICATION_KINDS } from '../../connect/template.ts'

export const checkName = z
  .string()
  .regex(/^[a-z0-9]+(?:_[a-z0-9]+)*$/)
  .max(64)

/** An external service that one kind of verification is handed to, or some of its checks. */
export const providerSettings = z.strictObject({
  kind: z.enum(VERIFICATION_KINDS),
  url: z.url({ protocol: /^https?$/ }),
  /** Shared with the provider: each side signs with it. At least 32 characters. */
  secret: z.string().min(32).max(256),
  /** The checks that it answers, each with whether it must pass where a template does not name it. */
  checks: z
    .record(checkName, z.boolean())
    .refine(checks => Object.keys(checks).length > 0, 'must name a check'),
  /** Whether its checks stand in place of all embedded ones of the kind, not only of those of the same name. */
  replaces: z.boolean().default(false),
  /** Fields that it is shown; none where it names none. */
  fields: z.array(z.string().max(64)).max(200).default([]),
  /** Whether it is shown the documents of the kind, with their files. */
  documents: z.boolean().default(true),
  /** Longest time of one call, in seconds. */
  'timeout-seconds': z.int().min(1).max(60).default(10),
  /** How often a call is made where it gets no answer. */
  attempts: z.int().min(1).max(5).default(3),
  /** How long an answer that comes later, by callback, is waited for, in seconds. */
  'callback-seconds': z.int().min(1).max(3_600).default(300),
})

/** The providers of a server, at most one of a kind. */
export const providersSettings = z
  .array(providerSettings)
  .refine(all => new Set(all.map(one => one.kind)).size === all.length, 'two providers of one kind')

export type ProviderSettings = z.infer<typeof providerSettings>
