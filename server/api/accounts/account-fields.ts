import { z } from 'zod'
import { STANDARD_FIELDS } from '../../connect/data-type.ts'
import type { LinkedFile } from '../documents/file-link.ts'

/** An account's fields as published: grouped, in snake_case whatever `Key-Inflection` says, each with its type. */

export const NAME_PARTS = ['first', 'middle', 'last'] as const
export const ADDRESS_PARTS = [
  'street-1',
  'street-2',
  'subdivision',
  'city',
  'postal-code',
  'country-code',
] as const

export const accountFields = z.record(z.string(), z.strictObject({ type: z.string(), value: z.unknown() }))

type Values = ReadonlyMap<string, string>

export function toAccountFields(values: Values, photo: LinkedFile | null): z.infer<typeof accountFields> {
  return {
    name: hash(values, 'name', NAME_PARTS),
    address: hash(values, 'address', ADDRESS_PARTS),
    identification_numbers: { type: 'array', value: identificationNumbers(values) },
    birthdate: { ...text(values, 'birthdate'), type: 'date' },
    phone_number: text(values, 'phone-number'),
    email_address: text(values, 'email-address'),
    selfie_photo: { type: 'file', value: photo },
    ...Object.fromEntries(ownFields(values).map(name => [snake(name), text(values, name)])),
  }
}

const text = (values: Values, name: string) => ({ type: 'string', value: values.get(name) ?? null })

const hash = (values: Values, name: string, parts: readonly string[]) => ({
  type: 'hash',
  value: Object.fromEntries(parts.map(part => [snake(part), text(values, `${name}-${part}`)])),
})

/** Of the published list there is at most one number here, of a class that nobody has told. */
const identificationNumbers = (values: Values) =>
  values.has('identification-number')
    ? [{ type: 'hash', value: { identification_number: text(values, 'identification-number') } }]
    : []

/** The fields that are the organization's own. */
const ownFields = (values: Values): string[] =>
  [...values.keys()].filter(name => !STANDARD_FIELDS.includes(name))

const snake = (name: string): string => name.replaceAll('-', '_')
