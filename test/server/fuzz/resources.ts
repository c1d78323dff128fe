/** What is the same for everybody, and nobody's. */
const EVERYBODYS: readonly string[] = ['connect/agreement']

/** Everything in a document that is somebody's resource, or refers to one. */
export function resourcesIn(value: unknown): { type: string; id: string }[] {
  if (Array.isArray(value)) return value.flatMap(resourcesIn)
  if (typeof value !== 'object' || value === null) return []
  const { type, id, ...rest } = { type: null, id: null, ...value }
  const isOwned = typeof type === 'string' && !EVERYBODYS.includes(type)
  const own = isOwned && typeof id === 'string' ? [{ type, id }] : []
  return [...own, ...Object.values(rest).flatMap(resourcesIn)]
}
