import { z } from 'zod'
import { VALUE_LENGTH_MAX } from '../../connect/field-type.ts'
import { locale } from '../../connect/locale.ts'
import { attributesOf } from '../http/body.ts'
import type { InputResource } from '../wire.ts'

const common = {
  name: z.string(),
  required: z.boolean(),
  given: z.boolean(),
  'label-locale': z.string().nullable(),
}

export const codeKind = z.enum(['phone-number', 'email-address'])

const page = z.enum(['front', 'back', 'center', 'document'])

const fieldInput = z.strictObject({
  kind: z.literal('field'),
  ...common,
  label: z.string(),
  type: z.enum(['text', 'date', 'email-address', 'phone-number', 'country', 'number', 'choice']),
  'max-length': z.int(),
  options: z.array(
    z.strictObject({ value: z.string(), label: z.string(), 'label-locale': z.string().nullable() }),
  ),
})

const documentInput = z.strictObject({
  kind: z.literal('document'),
  ...common,
  label: z.string().nullable(),
  pages: z.array(z.strictObject({ name: page, given: z.boolean() })),
  'id-classes': z.array(z.strictObject({ value: z.enum(['id', 'dl', 'pp']), pages: z.array(page) })),
  'content-types': z.array(z.enum(['image/jpeg', 'image/png', 'application/pdf'])),
  'bytes-max': z.int(),
})

const codeInput = z.strictObject({
  kind: z.literal('code'),
  ...common,
  name: codeKind,
  label: z.null(),
  'sent-to': z.string(),
  'expires-at': z.iso.datetime().nullable(),
  'attempts-left': z.int(),
  'resend-at': z.iso.datetime().nullable(),
  'sends-left': z.int(),
})

/** What a person is asked for. */
export const inputSchema: z.ZodType<InputResource> = z.strictObject({
  type: z.literal('connect/input'),
  id: z.string(),
  attributes: z.discriminatedUnion('kind', [fieldInput, documentInput, codeInput]),
})

export const inputsMeta = z.strictObject({ complete: z.boolean() })

export const inputsQuery = z.strictObject({ locale: locale.optional() })

/** Fields alone, as JSON. */
export const inputsBody = attributesOf(
  z.strictObject({ fields: z.record(z.string().max(64), z.string().max(VALUE_LENGTH_MAX)) }),
)
