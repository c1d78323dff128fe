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
  /** A zod schema as an operation of that collection refers to it. */
  add(schema: z.ZodType, side: Side, collection: string): Schema
  /** Everything that has been referred to, by its name. */
  collected(): Record<string, Schema>
}

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

  const hoist = (schema: Schema, collection: string): Schema => {
    const { description, examples, ...bare } = schema
    const known = shared.find(one => isDeepStrictEqual(one.bare, bare))
    if (known) {
      found.set(known.name, { ...known.bare, description: known.description })
      return { ...reference(known.name), ...(description === undefined ? {} : { description }) }
    }
    const small = mapChildren(schema, child => hoist(child, collection))
    const type = resourceTypeOf(schema)
    return type === null ? small : collect(small, type.replaceAll('/', '-'), collection)
  }
  /** A resource that a collection shows in a form of its own is named after it as well. */
  const collect = (schema: Schema, name: string, collection: string): Schema => {
    const free = [name, `${name}.${collection}`].find(candidate => {
      const known = found.get(candidate)
      return known === undefined || isDeepStrictEqual(known, schema)
    })
    if (free === undefined) return schema
    found.set(free, schema)
    return reference(free)
  }

  return {
    add: (schema, side, collection) =>
      hoist(annotate(toJsonSchema(schema, side), { resource: singular(collection), parent: '' }), collection),
    collected: () => Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

export const reference = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` })

/** The schema behind a reference; the schema itself where it is none. */
export function resolve(schema: Schema, schemas: Readonly<Record<string, Schema>>): Schema {
  const name = schema.$ref?.replace('#/components/schemas/', '')
  return name === undefined ? schema : (schemas[name] ?? {})
}
