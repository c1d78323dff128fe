import { z } from 'zod'
import { type FieldValues, fieldName, fieldValue } from '../field-values.ts'
import { ADDRESS_PARTS, NAME_PARTS } from './account-fields.ts'
import { selfiePhoto } from './selfie-photo.ts'

/** The attributes that a caller gives of an account, and the fields that are in them. */

const word = z.string().min(1).max(255)
const birthdate = z.iso.date().nullable()

/** Published attributes that are fields; most go by the field's own name. */
const attributeFields = {
  'name-first': fieldValue.optional(),
  'name-middle': fieldValue.optional(),
  'name-last': fieldValue.optional(),
  birthdate: birthdate.optional(),
  'address-street-1': fieldValue.optional(),
  'address-street-2': fieldValue.optional(),
  'address-city': fieldValue.optional(),
  'address-subdivision': fieldValue.optional(),
  'address-postal-code': fieldValue.optional(),
  'country-code': fieldValue.optional(),
  'email-address': fieldValue.optional(),
  'phone-number': fieldValue.optional(),
  'social-security-number': fieldValue.optional(),
}

/** The fields whose published attribute has another name. */
const FIELD_OF_ATTRIBUTE: ReadonlyMap<string, string> = new Map([
  ['country-code', 'address-country-code'],
  ['social-security-number', 'identification-number'],
])

/** Some parts of a field that is a hash. */
const hash = <Part extends string>(parts: readonly Part[]) => z.partialRecord(z.enum(parts), fieldValue)

/** Field by field, the standard ones as published and an organization's own beside them. */
const fields = z
  .object({
    name: hash(NAME_PARTS).optional(),
    address: hash(ADDRESS_PARTS).optional(),
    birthdate: birthdate.optional(),
    'identification-numbers': z.never().optional(),
    'selfie-photo': z.never().optional(),
  })
  .catchall(fieldValue)
  .refine(
    given => Object.keys(given).every(name => fieldName.safeParse(name).success),
    'has a name that cannot be',
  )
  .meta({ propertyNames: z.toJSONSchema(fieldName) })

/** What an account can be given at any time. */
export const accountChanges = z.strictObject({
  'reference-id': word.nullish(),
  'account-status': word.optional(),
  tags: z.array(word).max(100).nullish(),
  fields: fields.optional(),
  'selfie-photo': selfiePhoto.optional(),
  ...attributeFields,
})

/** What a new account can be given. */
export const newAccount = accountChanges.extend({ 'account-type-id': z.string().max(64).optional() })

export type AccountChanges = z.infer<typeof accountChanges>

/** The fields in the attributes, by their own names. What `fields` says goes before what an attribute says. */
export function fieldsIn(attributes: AccountChanges): FieldValues {
  const named = Object.entries(z.object(attributeFields).parse(attributes)).map(
    ([attribute, value]) => [FIELD_OF_ATTRIBUTE.get(attribute) ?? attribute, value] as const,
  )
  const given = [...named, ...flat(attributes.fields ?? {})]
  return new Map(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

type Hash = Partial<Record<string, string | null>>

/** `name: { first }` is the field `name-first`. */
const flat = (given: Record<string, string | null | undefined | Hash>) =>
  Object.entries(given).flatMap(([name, value]) =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).map(([part, text]) => [`${name}-${part}`, text] as const)
      : [[name, value] as const],
  )
