import anyAscii from 'any-ascii'
import { isDate } from './dates.ts'
import { readEmailAddress } from './read-email-address.ts'
import { readPhoneNumber } from './read-phone-number.ts'

/** A person as a reference has them: fields by their published names. */
export type ReferenceRow = ReadonlyMap<string, string>

/** What an organization compares people with: a list of its own, or somebody it asks. */
export interface Reference {
  /** The rows that agree with these fields in something that few people share; none where there are none. */
  lookUp(fields: ReferenceRow): Promise<ReferenceRow[]>
}

/** The fields that a reference is asked by and compared in. */
export const REFERENCE_FIELDS = [
  'name-first',
  'name-middle',
  'name-last',
  'birthdate',
  'address-street-1',
  'address-street-2',
  'address-city',
  'address-subdivision',
  'address-postal-code',
  'address-country-code',
  'email-address',
  'phone-number',
  'identification-number',
] as const

/**
 * What a person can be found by, each with what it is, written one way: the row of a list and the fields of an inquiry
 * meet where they have one in common. A name alone is no more than its words in one order; what they score is for later.
 */
export function lookUpKeys(fields: ReferenceRow): string[] {
  const of = (name: string) => fields.get(name)?.trim() ?? ''
  const email = readEmailAddress(of('email-address'))
  const phone = readPhoneNumber(of('phone-number'), fields.get('address-country-code'))
  const number = plainNumber(of('identification-number'))
  const name = nameKey(`${of('name-first')} ${of('name-last')}`)
  return [
    ...(email ? [`email-address:${email.address.toLowerCase()}`] : []),
    ...('e164' in phone ? [`phone-number:${phone.e164}`] : []),
    ...(number.length < NUMBER_LENGTH_MIN ? [] : [`identification-number:${number}`]),
    ...(isDate(of('birthdate')) ? [`birthdate:${of('birthdate')}`] : []),
    ...(name === '' ? [] : [`name:${name}`]),
  ]
}

/** A shorter one is shared by too many. */
const NUMBER_LENGTH_MIN = 4

/** A number of a person by its letters and digits alone. */
export const plainNumber = (number: string): string =>
  number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const nameKey = (name: string): string =>
  anyAscii(name.slice(0, 300))
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(word => word !== '')
    .sort()
    .join(' ')
