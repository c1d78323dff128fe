import type { Client } from '../client/client.ts'
import type { DataType } from '../server/api/wire.ts'

type Inquiry = Awaited<ReturnType<Client['inquiries']['retrieve']>>['data']

/** `name-first name-last` as the inquiry holds them; empty where it holds neither. */
export function displayName(inquiry: Inquiry): string {
  const part = (name: string) => inquiry.attributes.fields[name]?.value ?? ''
  return `${part('name-first')} ${part('name-last')}`.trim()
}

const FIELD_PREFIXES: [string, DataType][] = [
  ['name-', 'name'],
  ['birthdate', 'birthdate'],
  ['address-', 'address'],
  ['email-address', 'email-address'],
  ['phone-number', 'phone-number'],
  ['identification-number', 'identification-number'],
]

const RESOURCE_TYPES: [string, DataType][] = [
  ['document/government-id', 'government-id'],
  ['verification/government-id', 'government-id'],
  ['selfie/', 'selfie'],
  ['verification/selfie', 'selfie'],
  ['document/generic', 'proof-of-address'],
  ['verification/document', 'proof-of-address'],
]

/** Which data types an inquiry holds something of, in the order in which the pages list them. */
export function dataTypesOf(inquiry: Inquiry): DataType[] {
  const { documents, selfies, verifications } = inquiry.relationships ?? {}
  const filled = Object.entries(inquiry.attributes.fields)
    .filter(([, { value }]) => value !== null && value !== '')
    .map(([name]) => name)
  const related = [documents, selfies, verifications].flatMap(many => many?.data ?? []).map(one => one.type)
  return unique([...namedBy(FIELD_PREFIXES, filled), ...namedBy(RESOURCE_TYPES, related)])
}

function namedBy(prefixes: [string, DataType][], names: string[]): DataType[] {
  return prefixes.filter(([prefix]) => names.some(name => name.startsWith(prefix))).map(([, type]) => type)
}

function unique<T>(many: T[]): T[] {
  return [...new Set(many)]
}
