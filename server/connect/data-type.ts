import type { DataType } from '../api/wire.ts'

interface Contents {
  /** The published inquiry fields that belong to it. */
  fields: readonly string[]
  /** The kinds of document, with their files, that belong to it. */
  documents: readonly string[]
  /** Special-category data (GDPR, article 9): asked for on its own. */
  biometric: boolean
}

/** What each data type stands for. A field or document that none of them names does not travel. */
export const DATA_TYPES: Readonly<Record<DataType, Contents>> = {
  name: { fields: ['name-first', 'name-middle', 'name-last'], documents: [], biometric: false },
  birthdate: { fields: ['birthdate'], documents: [], biometric: false },
  address: {
    fields: [
      'address-street-1',
      'address-street-2',
      'address-city',
      'address-subdivision',
      'address-postal-code',
      'address-country-code',
    ],
    documents: [],
    biometric: false,
  },
  'email-address': { fields: ['email-address'], documents: [], biometric: false },
  'phone-number': { fields: ['phone-number'], documents: [], biometric: false },
  'identification-number': { fields: ['identification-number'], documents: [], biometric: false },
  'government-id': { fields: [], documents: ['government-id'], biometric: false },
  selfie: { fields: [], documents: ['selfie'], biometric: true },
  'proof-of-address': { fields: [], documents: ['proof-of-address'], biometric: false },
}

const isDataType = (name: string): name is DataType => Object.hasOwn(DATA_TYPES, name)

/** Every data type, in the order in which a person is shown them. */
export const ALL_DATA_TYPES: readonly DataType[] = Object.keys(DATA_TYPES).filter(isDataType)

/** The published names of the standard fields, in their published order. */
export const STANDARD_FIELDS: readonly string[] = ALL_DATA_TYPES.flatMap(type => DATA_TYPES[type].fields)

/** The data type that a field travels under; null where none names it. */
export const dataTypeOfField = (field: string): DataType | null =>
  ALL_DATA_TYPES.find(type => DATA_TYPES[type].fields.includes(field)) ?? null

/** The data type that a kind of document travels under; null where none names it. */
export const dataTypeOfDocument = (kind: string): DataType | null =>
  ALL_DATA_TYPES.find(type => DATA_TYPES[type].documents.includes(kind)) ?? null
