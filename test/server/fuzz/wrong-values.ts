import fc from 'fast-check'
import type { Schema } from '../../../server/api/openapi/openapi.ts'
import { invalidString } from './strings.ts'
import { choicesOf, isSchema, lowest, propertiesOf, typesOf, valid, validObject } from './values.ts'

/** Values that a JSON Schema of the document does not admit, wrong in one place. */

/** A value for each JSON type. */
const SPECIMENS: Readonly<Record<string, unknown[]>> = {
  null: [null],
  boolean: [true, false],
  number: [7, -1, 1.5],
  string: ['text', ''],
  array: [[], [null], [['a']]],
  object: [{}, { toString: 'x' }, { length: 1 }],
}

/** Names that no object of ours has; some are dangerous to a program that copies what it is given. */
const STRANGE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'x-unknown',
  '',
  ' ',
  'ключ',
  '\u0000',
]

/** Values wrong in one place; null where the schema admits everything. */
export function invalid(schema: Schema): fc.Arbitrary<unknown> | null {
  const choices = choicesOf(schema)
  const wrong = choices.length > 0 ? wrongChoice(choices) : [...wrongType(schema), ...wrongWithin(schema)]
  return wrong.length === 0 ? null : fc.oneof(...wrong)
}

/** Of a choice, what no part of it admits: another type, or what is wrong with the only part that is not null. */
function wrongChoice(choices: Schema[]): fc.Arbitrary<unknown>[] {
  const [only, ...others] = choices.filter(choice => !typesOf(choice).includes('null'))
  const types = choices.flatMap(typesOf)
  const within = only && others.length === 0 ? wrongWithin(only) : []
  return [...wrongType({ type: [] }, types), ...within]
}

function wrongType(schema: Schema, types: string[] = typesOf(schema)): fc.Arbitrary<unknown>[] {
  const admitted = schema.const !== undefined || schema.enum ? ['string'] : types
  if (admitted.length === 0) return []
  const wrong = Object.entries(SPECIMENS).filter(([type]) => {
    return !admitted.includes(type) && !(type === 'number' && admitted.includes('integer'))
  })
  return [fc.constantFrom(...wrong.flatMap(([, values]) => values))]
}

function wrongWithin(schema: Schema): fc.Arbitrary<unknown>[] {
  const types = typesOf(schema)
  if (types.includes('object')) return wrongObject(schema)
  if (types.includes('array')) return wrongArray(schema)
  if (types.includes('integer') || types.includes('number')) return wrongNumber(schema)
  return [invalidString(schema)].filter(wrong => wrong !== null)
}

function wrongObject(schema: Schema): fc.Arbitrary<unknown>[] {
  const right = validObject(schema)
  const wrong = propertiesOf(schema).flatMap(([key, property]): fc.Arbitrary<unknown>[] => {
    const value = invalid(property)
    return value ? [fc.tuple(right, value).map(([object, bad]) => ({ ...object, [key]: bad }))] : []
  })
  const missing = (schema.required ?? []).map(key => right.map(object => without(object, key)))
  return [...wrong, ...missing, ...(schema.additionalProperties === false ? [withStranger(right)] : [])]
}

const without = (object: object, key: string): object =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))

/** `__proto__` becomes a property of its own here, as `JSON.parse` makes it one. */
const withStranger = (right: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc
    .tuple(right, fc.constantFrom(...STRANGE_NAMES), fc.jsonValue({ maxDepth: 1 }))
    .map(([object, name, value]) => Object.fromEntries([...Object.entries(object), [name, value]]))

function wrongArray(schema: Schema): fc.Arbitrary<unknown>[] {
  const { minItems = 0, maxItems, items } = schema
  const item = isSchema(items) ? items : {}
  const wrong = invalid(item)
  return [
    ...(wrong ? [fc.array(wrong, { minLength: 1, maxLength: 3 })] : []),
    ...(minItems > 0 ? [fc.constant([])] : []),
    ...(maxItems === undefined ? [] : [valid(item).map(one => Array(maxItems + 1).fill(one))]),
  ]
}

function wrongNumber(schema: Schema): fc.Arbitrary<unknown>[] {
  const { maximum, type } = schema
  const minimum = lowest(schema)
  const wrong: unknown[] = [
    ...(minimum === undefined ? [] : [minimum - 1, -(2 ** 53)]),
    ...(maximum === undefined ? [] : [maximum + 1, 2 ** 53]),
    ...(type === 'integer' ? [(minimum ?? 0) + 0.5] : []),
  ]
  return wrong.length === 0 ? [] : [fc.constantFrom(...wrong)]
}
