import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { dataType } from '../../connect/scope.ts'
import { toMany, toOne } from '../http/document.ts'
import { annotate, resourceTypeOf } from './annotate.ts'
import { mapChildren, type Side, toJsonSchema } from './json-schema.ts'
import { singular } from './naming.ts'
import type { Schema } from './openapi.ts'

/** Collects what several operations share, so that the document says it once. */
export interface SchemaCollector {
  /** A zod schema as an operation refers to it. `collection` is the one that the operation belongs to. */
  add(schema: z.ZodType, side: Side, operation: { operationId: string; collection: string }): Schema
  /** Everything that has been referred to, by its name. */
  collected(): Record<string, Schema>
}

const NOWHERE = { resource: [], parent: '' }

const SHARED: readonly [string, z.ZodType, string][] = [
  ['data-type', dataType, 'A type of data that can travel over a connection.'],
  ['to-one', toOne, 'A relationship to one resource, or to none.'],
  ['to-many', toMany, 'A relationship to any number of resources.'],
]

export function createSchemaCollector(): SchemaCollector {
  const found = new Map<string, Schema>()
  const shared = SHARED.map(([name, schema, description]) => {
    return { name, bare: toJsonSchema(schema, 'output'), description }
  })

  const hoist = (schema: Schema, operationId: string): Schema => {
    const { description, examples, ...bare } = schema
    const known = shared.find(one => isDeepStrictEqual(one.bare, bare))
    if (known) {
      found.set(known.name, { ...annotate(known.bare, NOWHERE), description: known.description })
      return { ...reference(known.name), ...(description === undefined ? {} : { description }) }
    }
    const small = mapChildren(schema, child => hoist(child, operationId))
    const type = resourceTypeOf(schema)
    return type === null ? small : collect(small, type.replaceAll('/', '-'), operationId)
  }
  /** A resource that an operation shows in a form of its own is named after that as well. */
  const collect = (schema: Schema, name: string, operationId: string): Schema => {
    const free = [name, `${name}.${operationId}`].find(candidate => {
      const known = found.get(candidate)
      return known === undefined || isDeepStrictEqual(known, schema)
    })
    if (free === undefined) return schema
    found.set(free, schema)
    return reference(free)
  }

  return {
    add(schema, side, { operationId, collection }) {
      const place = { resource: [singular(collection)], parent: '' }
      return hoist(annotate(toJsonSchema(schema, side), place), operationId)
    },
    collected: () => Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

export const reference = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` })

/** The schema behind a reference; the schema itself where it is none. */
export function resolve(schema: Schema, schemas: Readonly<Record<string, Schema>>): Schema {
  const name = schema.$ref?.replace('#/components/schemas/', '')
  return name === undefined ? schema : (schemas[name] ?? {})
}
