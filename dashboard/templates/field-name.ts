import { words } from './status.ts'

/** The published standard fields, as people call them. */
const NAMES: Readonly<Record<string, string>> = {
  'name-first': 'First name',
  'name-middle': 'Middle name',
  'name-last': 'Last name',
  birthdate: 'Date of birth',
  'address-street-1': 'Street',
  'address-street-2': 'Street, second line',
  'address-city': 'City',
  'address-subdivision': 'State or region',
  'address-postal-code': 'Postal code',
  'address-country-code': 'Country',
  'email-address': 'E-mail address',
  'phone-number': 'Phone number',
  'identification-number': 'ID number',
}

/** What a field, or a kind of document, is called. */
export const fieldName = (key: string): string => NAMES[key] ?? words(key)
