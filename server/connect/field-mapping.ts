import { z } from 'zod'

/** A field of the source under its name at the destination. */
export const fieldMappings = z.array(z.strictObject({ source: z.string(), destination: z.string() }))

export type FieldMapping = z.infer<typeof fieldMappings>[number]

/**
 * The fields that arrive, by their names at the destination: those of the same name, and the mapped ones where no
 * field of the same name has arrived (published). What `wanted` does not know is left out.
 */
export function mapFields(
  shared: ReadonlyMap<string, string>,
  mappings: readonly FieldMapping[],
  wanted: ReadonlySet<string>,
): Map<string, string> {
  const arriving = new Map([...shared].filter(([name]) => wanted.has(name)))
  for (const { source, destination } of mappings) {
    const value = shared.get(source)
    if (value !== undefined && wanted.has(destination) && !arriving.has(destination)) {
      arriving.set(destination, value)
    }
  }
  return arriving
}
