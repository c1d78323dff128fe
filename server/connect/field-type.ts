import type { InputType } from '../api/wire.ts'

/** The types that a template can give its fields. */
export const FIELD_TYPES = [
  'string',
  'date',
  'email-address',
  'phone-number',
  'country',
  'number',
  'choice',
] as const

export type FieldType = (typeof FIELD_TYPES)[number]

/** Longest value of a field, in characters (published). */
export const VALUE_LENGTH_MAX = 1024

/** What the published standard fields hold, also where a template calls them no more than strings. */
const STANDARD_TYPES: ReadonlyMap<string, InputType> = new Map([
  ['birthdate', 'date'],
  ['email-address', 'email-address'],
  ['phone-number', 'phone-number'],
  ['address-country-code', 'country'],
])

/** What a person is asked to give for a field. */
export function inputTypeOf({ key, type }: { key: string; type: FieldType }): InputType {
  return type === 'string' ? (STANDARD_TYPES.get(key) ?? 'text') : type
}

/** The type of a field's value in the words that are published: what they have none for is a string. */
export function publishedTypeOf(type: FieldType): string {
  if (type === 'choice') return 'choices'
  return type === 'phone-number' || type === 'country' ? 'string' : type
}
