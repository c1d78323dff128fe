/** Every subset of a few items, each in the order of `items`: for tests that try all of them. */
export function subsetsOf<T>(items: readonly T[]): T[][] {
  const [first, ...rest] = items
  if (first === undefined) return [[]]
  const without = subsetsOf(rest)
  return [...without, ...without.map(subset => [first, ...subset])]
}
