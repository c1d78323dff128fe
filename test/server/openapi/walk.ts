import type { Schema } from '../../../server/api/openapi/openapi.ts'

/** Every property of every schema within a value, with the names that lead to it. Relationships are left out. */
export function walk(value: unknown, path: string[] = []): { path: string[]; schema: Schema }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => {
    if (key === 'example' || key === 'examples' || path.at(-1) === 'relationships') return []
    if (key !== 'properties' || typeof member !== 'object' || member === null)
      return walk(member, [...path, key])
    const properties: Record<string, Schema> = { ...member }
    return Object.entries(properties).flatMap(([name, schema]) => {
      const here = [...path, name]
      return [...(schema.not === undefined ? [{ path: here, schema }] : []), ...walk(schema, here)]
    })
  })
}
