import { resolve } from './components.ts'
import { exampleIdOfType } from './naming.ts'
import type { Schema } from './openapi.ts'

type Schemas = Readonly<Record<string, Schema>>

const TIME = '2026-03-02T09:30:00.000Z'
const DATE = '2026-03-02'

/** The types of resources that relationships refer to in examples; one that is not here is shown empty. */
const RELATED: Readonly<Record<string, string>> = {
  account: 'account',
  connection: 'connect/connection',
  creator: 'api-key',
  documents: 'document/government-id',
  inquiry: 'inquiry',
  'inquiry-template': 'inquiry-template',
  'inquiry-template-version': 'inquiry-template-version',
  'latest-published-version': 'inquiry-template-version',
  redemption: 'connect/redemption',
  selfies: 'selfie/profile-and-center',
  session: 'connect/session',
  'share-request': 'connect/share-request',
  'share-token': 'connect/share-token',
  template: 'inquiry-template',
  verifications: 'verification/government-id',
}

/** Names of entries to show where the caller or the template chooses them. */
const ENTRY_NAMES: Readonly<Record<string, string>> = { fields: 'name-first', fieldsets: 'inquiry' }

/** A value that a schema admits: what it shows itself, or the plainest there is. `name` is that of the property. */
export function exampleOf(schema: Schema, schemas: Schemas, name = ''): unknown {
  const found = resolve(schema, schemas)
  const shown = [...(schema.examples ?? []), ...(found.examples ?? [])]
  if (shown.length > 0) return shown[0]
  if (found.const !== undefined) return found.const
  if (found.enum) return found.enum[0]
  if (found.default !== undefined) return found.default
  const [choice] = [...(found.anyOf ?? found.oneOf ?? [])].sort(emptyFirst(schemas))
  if (choice) return exampleOf(choice, schemas, name)
  return plainest(found, schemas, name)
}

/** What may be null is shown null unless something better has been shown already. */
const emptyFirst = (schemas: Schemas) => (one: Schema, other: Schema) =>
  rank(resolve(one, schemas)) - rank(resolve(other, schemas))

const rank = ({ type, examples }: Schema): number => (examples ? 0 : type === 'null' ? 1 : 2)

function plainest(schema: Schema, schemas: Schemas, name: string): unknown {
  switch (schema.type) {
    case 'object':
      return exampleObject(schema, schemas, name)
    case 'array':
      return isSingle(schema.items) && schema.maxItems !== 0 ? [exampleOf(schema.items, schemas, name)] : []
    case 'string':
      return exampleString(schema, name)
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    default:
      return null
  }
}

const isSingle = (items: Schema['items']): items is Schema =>
  typeof items === 'object' && items !== null && !Array.isArray(items)

function exampleString({ format, pattern, minLength = 0, maxLength }: Schema, name: string): string {
  if (format === 'date-time') return TIME
  if (format === 'date') return DATE
  const family = /^\^([a-z-]+)\\\//.exec(pattern ?? '')?.[1]
  if (family) return `${family}/government-id`
  return (name || 'text').padEnd(minLength, '-').slice(0, maxLength)
}

function exampleObject(schema: Schema, schemas: Schemas, name: string): object {
  if (name === 'relationships') return exampleRelationships(schema)
  const { properties = {}, required = [], additionalProperties } = schema
  const entries = Object.entries(properties).flatMap(([key, property]) => {
    const isShown = required.includes(key) || TELLING.includes(key)
    if (typeof property === 'boolean' || !isShown) return []
    return [[key, exampleOf(property, schemas, key)]]
  })
  const entryName = ENTRY_NAMES[name]
  if (entryName && typeof additionalProperties === 'object') {
    entries.push([entryName, exampleOf(additionalProperties, schemas, entryName)])
  }
  return Object.fromEntries(entries)
}

/** Properties that may be left out, and without which an example would say little. */
const TELLING = [
  'data',
  'attributes',
  'relationships',
  'connection-id',
  'destination-id',
  'fields',
  'inquiry-template-id',
  'reference-id',
  'share-url',
]

function exampleRelationships({ properties = {} }: Schema): object {
  const entries = Object.entries(properties).map(([name, linkage]) => {
    const type = RELATED[name]
    const many = typeof linkage === 'object' && linkage.$ref === '#/components/schemas/to-many'
    const linked = type ? { type, id: exampleIdOfType(type) } : null
    return [name, { data: many ? [linked].filter(one => one !== null) : linked }]
  })
  return Object.fromEntries(entries)
}
