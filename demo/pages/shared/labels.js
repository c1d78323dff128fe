/** @import { AwaitedInput, DataType } from '../../../server/api/wire.ts' */

/**
 * Every data type with what the pages call it, in the order in which they list them.
 * @type {readonly (readonly [DataType, string])[]}
 */
export const DATA_TYPES = [
  ['name', 'Name'],
  ['birthdate', 'Date of birth'],
  ['address', 'Address'],
  ['email-address', 'Email address'],
  ['phone-number', 'Phone number'],
  ['identification-number', 'Identification number'],
  ['government-id', 'Government ID'],
  ['selfie', 'Selfie'],
  ['proof-of-address', 'Proof of address'],
]

/** @type {Readonly<Record<string, string>>} */
const MISSING_LABELS = {
  ...Object.fromEntries(DATA_TYPES),
  'name-first': 'First name',
  'name-middle': 'Middle name',
  'name-last': 'Last name',
  'address-street-1': 'Street and number',
  'address-street-2': 'Street, second line',
  'address-city': 'City',
  'address-subdivision': 'State or region',
  'address-postal-code': 'Postal code',
  'address-country-code': 'Country',
}

/**
 * What the pages call a field or document that an inquiry is missing. A template can name fields of its own; those
 * are called what they are named.
 * @param {AwaitedInput} missing
 */
export function labelOf({ name }) {
  return MISSING_LABELS[name] ?? name.replaceAll('-', ' ')
}
