import { z } from 'zod'
import type { DataType, VerificationKind } from '../api/wire.ts'
import { COUNTRIES } from './countries.ts'
import { ALL_DATA_TYPES, dataTypeOfDocument, dataTypeOfField } from './data-type.ts'
import { distinct } from './distinct.ts'
import { FIELD_TYPES, VALUE_LENGTH_MAX } from './field-type.ts'
import { labelled, optionalLabel } from './label.ts'
import { locale } from './locale.ts'
import { reusePolicy } from './reuse.ts'

/** Every kind of verification (published). */
export const VERIFICATION_KINDS = [
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

/** How many values a `choice` can have. */
const OPTIONS_MAX = 300
/** Longest value of an option, in characters. */
const OPTION_LENGTH_MAX = 100

const option = z.strictObject({
  /** What is stored; as a person's text, it neither begins nor ends with a space. */
  value: z
    .string()
    .min(1)
    .max(OPTION_LENGTH_MAX)
    .refine(value => value.trim() === value, 'must not begin or end with a space'),
  ...labelled,
})

/**
 * A field. There is no regular expression for its text: one organization's would run on the server of all, and some
 * take for ever.
 */
const field = z
  .strictObject({
    key: name,
    type: z.enum(FIELD_TYPES),
    ...labelled,
    required: z.boolean().default(false),
    /** Of a `string`: longest text, in UTF-16 code units. */
    'max-length': z.int().min(1).max(VALUE_LENGTH_MAX).optional(),
    /** Of a `choice`. */
    options: distinct(option, 'value', OPTIONS_MAX).min(1).optional(),
  })
  .superRefine(({ type, options, 'max-length': maxLength }, context) => {
    const wrong = (property: string, message: string) =>
      context.addIssue({ code: 'custom', path: [property], message })
    if (type === 'choice' && !options) wrong('options', 'is missing: a choice needs some')
    if (type !== 'choice' && options) wrong('options', 'is for a choice')
    if (type !== 'string' && maxLength !== undefined) wrong('max-length', 'is for a string')
  })

const ID_CLASSES_MAX = 30

const idClass = z.string().regex(/^[a-z]{2,8}$/, 'must be a published class, such as pp')

/** At least one value, none of them twice. */
const distinctValues = <Value extends z.ZodType<string>>(value: Value, max: number) =>
  z
    .array(value)
    .min(1)
    .max(max)
    .refine(values => new Set(values).size === values.length, 'must not name anything twice')

const document = z.strictObject({ kind: name, required: z.boolean().default(true), ...optionalLabel })

const check = z.strictObject({ name: z.string().min(1).max(64), required: z.boolean() })

const countries = z
  .array(z.string().refine(code => COUNTRIES.has(code), 'must be a country, as two capital letters'))
  .min(1)
  .max(COUNTRIES.size)

/** The options that only some kinds have. */
const OPTION_OF: Readonly<Record<string, readonly VerificationKind[]>> = {
  'minimum-age': ['government-id'],
  'id-classes': ['government-id'],
  'issued-within-days': ['document'],
  'confirmation-code': ['phone-number', 'email-address'],
  'address-replaceable': ['phone-number', 'email-address'],
}

/** What a sandbox can have a verification do. */
export const SIMULATIONS = ['passed', 'failed', 'slow', 'stuck'] as const

const verification = z
  .strictObject({
    kind: z.enum(VERIFICATION_KINDS),
    required: z.boolean().default(true),
    /** Overrides of what the kind requires by itself. */
    checks: z.array(check).max(64).default([]),
    /** Of a government ID: how old the person has to be, in years. */
    'minimum-age': z.number().int().min(0).max(150).optional(),
    /** ISO 3166-1 alpha-2: those that it takes, and of them those that it does not. All of them where it names none. */
    'allowed-countries': countries.optional(),
    'disallowed-countries': countries.optional(),
    /** Of a government ID: published classes that are taken, such as `pp`, `dl` and `id`; all where none are named. */
    'id-classes': distinctValues(idClass, ID_CLASSES_MAX).optional(),
    /** Of a document: most days between the date that it bears and the verification. */
    'issued-within-days': z.int().min(1).max(3_650).optional(),
    /** Of a phone number or an e-mail address: whether the person has to show by a code that it is theirs. */
    'confirmation-code': z.boolean().optional(),
    /** Of those: whether the person may give another in the place of one that is no longer theirs, and confirm that. */
    'address-replaceable': z.boolean().optional(),
    /** In the sandbox: what comes of it, instead of what there is to see. */
    simulate: z.enum(SIMULATIONS).optional(),
    /** Whether the source's verification may stand for one of one's own; `rerun` where nothing is said. */
    reuse: reusePolicy.optional(),
  })
  .superRefine((wanted, context) => {
    for (const [option, kinds] of Object.entries(OPTION_OF)) {
      if (Object.hasOwn(wanted, option) && !kinds.includes(wanted.kind))
        context.addIssue({ code: 'custom', path: [option], message: `is for ${kinds.join(' or ')}` })
    }
  })

/**
 * What a destination requires of a person: one validated document. `decision` says what an inquiry becomes when all
 * required verifications passed, and when one did not. `retention-days` is what the person is told and what is
 * done: an inquiry is redacted that long after it ended. Null means that the organization's own policy says it, and
 * that the organization redacts by itself.
 */
export const templateDocument = z.strictObject({
  fields: distinct(field, 'key', 200),
  documents: distinct(document, 'kind', 20),
  verifications: distinct(verification, 'kind', 20),
  decision: z.strictObject({
    passed: z.enum(['completed', 'approved']),
    failed: z.enum(['completed', 'needs_review', 'declined']),
    /** Where a check that speaks of deceit is among those that failed; like `failed` where nothing is said. */
    fraud: z.enum(['completed', 'needs_review', 'declined']).optional(),
  }),
  'retention-days': z.number().int().positive().max(36_500).nullable(),
  /** The language that labels are written in, beside their translations, and of a session that names none. */
  locale: locale.optional(),
})

export type TemplateDocument = z.infer<typeof templateDocument>
export type TemplateField = TemplateDocument['fields'][number]
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
