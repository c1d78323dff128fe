import { z } from 'zod'
import type { DataType, VerificationKind } from '../api/wire.ts'
import { ALL_DATA_TYPES, dataTypeOfDocument, dataTypeOfField } from './data-type.ts'

const verificationKinds = [
  'government-id',
  'selfie',
  'document',
  'database',
  'phone-number',
  'email-address',
] as const satisfies readonly VerificationKind[]

const name = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be kebab-case')
  .max(64)

const field = z.strictObject({
  key: name,
  type: z.enum(['string', 'date', 'email-address']),
  label: z.string().min(1).max(80),
  required: z.boolean().default(false),
})

const document = z.strictObject({ kind: name, required: z.boolean().default(true) })

const check = z.strictObject({ name: z.string().min(1).max(64), required: z.boolean() })

const verification = z.strictObject({
  kind: z.enum(verificationKinds),
  required: z.boolean().default(true),
  /** Overrides of what the kind requires by itself. */
  checks: z.array(check).max(64).default([]),
  'minimum-age': z.number().int().min(0).max(150).optional(),
})

/** A list in which no two entries go by the same name: the second one would never be asked for. */
const distinct = <Name extends string, Item extends z.ZodType<Record<Name, string>>>(
  item: Item,
  property: Name,
  most: number,
) =>
  z
    .array(item)
    .max(most)
    .superRefine((list, context) => {
      const names = list.map(one => one[property])
      for (const [index, name] of names.entries()) {
        if (names.indexOf(name) === index) continue
        context.addIssue({ code: 'custom', path: [index, property], message: 'is there twice' })
      }
    })

/**
 * What a destination requires of a person: one validated document. `decision` says what an inquiry becomes when all
 * required verifications passed, and when one did not. `retention-days` is what the person is told; null means that
 * the organization's own policy says it.
 */
export const templateDocument = z.strictObject({
  fields: distinct(field, 'key', 200),
  documents: distinct(document, 'kind', 20),
  verifications: distinct(verification, 'kind', 20),
  decision: z.strictObject({
    passed: z.enum(['completed', 'approved']),
    failed: z.enum(['completed', 'needs_review', 'declined']),
  }),
  'retention-days': z.number().int().positive().max(36_500).nullable(),
})

export type TemplateDocument = z.infer<typeof templateDocument>
export type TemplateVerification = TemplateDocument['verifications'][number]

/** The data types that a template can use, each with whether something required of the person falls under it. */
export function dataTypesOf(template: TemplateDocument): { name: DataType; required: boolean }[] {
  const uses = [
    ...template.fields.map(({ key, required }) => ({ type: dataTypeOfField(key), required })),
    ...template.documents.map(({ kind, required }) => ({ type: dataTypeOfDocument(kind), required })),
  ]
  return ALL_DATA_TYPES.flatMap(type => {
    const mine = uses.filter(use => use.type === type)
    return mine.length === 0 ? [] : [{ name: type, required: mine.some(use => use.required) }]
  })
}
