import fc from 'fast-check'
import type { Schema } from '../../../server/api/openapi/openapi.ts'
import { idKindsOf, placeholder } from './identifiers.ts'
import { validString } from './strings.ts'

/** Values that a JSON Schema of the document admits. Identifiers are placeholders for objects that are there. */

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The types that a schema names. */
export const typesOf = ({ type }: Schema): string[] => (type === undefined ? [] : [type].flat())

/** The schemas that a schema is a choice of. */
export const choicesOf = ({ anyOf, oneOf }: Schema): Schema[] => anyOf ?? oneOf ?? []

export function valid(schema: Schema, name = ''): fc.Arbitrary<unknown> {
  const choices = choicesOf(schema)
  if (choices.length > 0) return fc.oneof(...choices.map(choice => valid(choice, name)))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const types = typesOf(schema)
  if (types.length === 0) return fc.jsonValue({ maxDepth: 1 })
  return fc.oneof(...types.map(type => ofType(type, schema, name)))
}

function ofType(type: string, schema: Schema, name: string): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object':
      return validObject(schema)
    case 'array':
      return validArray(schema, name)
    case 'string':
      return idKindsOf(name).length > 0 ? placeholder(idKindsOf(name)) : validString(schema)
    case 'integer':
      return fc.integer({ min: lowest(schema) ?? -1000, max: schema.maximum ?? 1_000_000 })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true })
    case 'boolean':
      return fc.boolean()
    default:
      return fc.constant(null)
  }
}

/** The least whole number that a schema admits; undefined where there is none. */
export const lowest = ({ minimum, exclusiveMinimum }: Schema): number | undefined =>
  typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : minimum

/** The properties that an object can have. */
export const propertiesOf = ({ properties = {} }: Schema): [string, Schema][] =>
  Object.entries(properties).flatMap(([key, property]): [string, Schema][] =>
    isSchema(property) && property.not === undefined ? [[key, property]] : [],
  )

export function validObject(schema: Schema): fc.Arbitrary<object> {
  const known = propertiesOf(schema)
  const model = Object.fromEntries(known.map(([key, property]) => [key, valid(property, key)]))
  const own = fc.record(model, { requiredKeys: schema.required ?? [] })
  const others = schema.additionalProperties
  if (!isSchema(others) || typesOf(others).length + choicesOf(others).length === 0) return own
  const names = isSchema(schema.propertyNames) ? valid(schema.propertyNames).map(String) : someName
  const more = fc.array(fc.tuple(names, valid(others)), { maxLength: 2 })
  return fc.tuple(more, own).map(([added, given]) => ({ ...Object.fromEntries(added), ...given }))
}

/** Names that a caller may choose, where the document lets any name in. */
const someName = fc.constantFrom('name-first', 'name-last', 'email-address', 'favourite-colour')

function validArray(schema: Schema, name: string): fc.Arbitrary<unknown[]> {
  const item = isSchema(schema.items) ? valid(schema.items, name) : fc.jsonValue({ maxDepth: 1 })
  const { minItems = 0, maxItems = minItems + 5 } = schema
  return fc.array(item, { minLength: minItems, maxLength: Math.min(maxItems, minItems + 5) })
}
