import { html } from 'lit'
import type { DataType } from '../../server/api/wire.ts'
import type { Choice } from '../elements/fields.ts'

/** The data types as people call them; one that is missing here does not compile. */
const NAMES: Readonly<Record<DataType, string>> = {
  name: 'Name',
  birthdate: 'Date of birth',
  address: 'Address',
  'email-address': 'E-mail address',
  'phone-number': 'Phone number',
  'identification-number': 'ID number',
  'government-id': 'Government ID',
  selfie: 'Selfie',
  'proof-of-address': 'Proof of address',
}

export const DATA_TYPES: readonly Choice[] = Object.entries(NAMES)

const ALL = Object.keys(NAMES).length

export const isDataType = (word: string): word is DataType => Object.hasOwn(NAMES, word)

/** What may travel, by name. */
export const dataTypes = (types: readonly DataType[]) =>
  types.length === ALL
    ? html`<span class="chips"><span class="chip">All data types</span></span>`
    : html`<span class="chips">${types.map(type => html`<span class="chip">${NAMES[type]}</span>`)}</span>`

/** A data type as people call it. */
export const dataTypeName = (type: DataType): string => NAMES[type]
