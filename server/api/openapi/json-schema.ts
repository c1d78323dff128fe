import { z } from 'zod'
import type { Schema } from './openapi.ts'

/** What a schema lets in, or what it gives out: they differ where there is a default or a transformation. */
export type Side = 'input' | 'output'

/** A zod schema as JSON Schema, without what only zod means by it. */
export function toJsonSchema(schema: z.ZodType, side: Side): Schema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: side,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => tidy(jsonSchema),
  })
  return json
}

function tidy(json: Schema): void {
  // The format says it; the pattern that zod adds spells out the calendar.
  if (json.format === 'date-time' || json.format === 'date') delete json.pattern
  // Names of zod's, which JSON Schema does not know.
  if (json.format === 'starts_with' || json.format === 'ends_with' || json.format === 'includes')
    delete json.format
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum
  if (json.properties && Object.keys(json.properties).length === 0) delete json.properties
}

type Change = (child: Schema, name: string | null) => Schema

/** A schema whose direct parts are what `change` makes of them. It is told the name of a property. */
export function mapChildren(schema: Schema, change: Change): Schema {
  const part = (child: Schema | boolean, name: string | null = null) =>
    typeof child === 'boolean' ? child : change(child, name)
  const parts = (list: Schema[]) => list.map(child => change(child, null))
  const { properties, items, prefixItems, additionalProperties, anyOf, oneOf, allOf } = schema
  return {
    ...schema,
    ...(properties && { properties: mapEntries(properties, part) }),
    ...(items !== undefined && { items: Array.isArray(items) ? items.map(item => part(item)) : part(items) }),
    ...(prefixItems && { prefixItems: prefixItems.map(item => part(item)) }),
    ...(additionalProperties !== undefined && { additionalProperties: part(additionalProperties) }),
    ...(anyOf && { anyOf: parts(anyOf) }),
    ...(oneOf && { oneOf: parts(oneOf) }),
    ...(allOf && { allOf: parts(allOf) }),
  }
}

const mapEntries = <T>(record: Record<string, T>, change: (value: T, name: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]))

export const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null

/** The schema of a property; undefined where there is none. */
export function propertyOf(schema: Schema, name: string): Schema | undefined {
  const property = schema.properties?.[name]
  return isSchema(property) ? property : undefined
}
