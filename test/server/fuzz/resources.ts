/** Everything in a document that is a resource, or refers to one. */
export function resourcesIn(value: unknown): { type: string; id: string }[] {
  if (Array.isArray(value)) return value.flatMap(resourcesIn)
  if (typeof value !== 'object' || value === null) return []
  const { type, id, ...rest } = { type: null, id: null, ...value }
  const own = typeof type === 'string' && typeof id === 'string' ? [{ type, id }] : []
  return [...own, ...Object.values(rest).flatMap(resourcesIn)]
}
