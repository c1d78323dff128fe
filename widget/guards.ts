/** Proves at run time that a value from the network has the type that the code goes on to use. */
export type Guard<T> = (value: unknown) => value is T

export const isText: Guard<string> = value => typeof value === 'string'
export const isNumber: Guard<number> = value => typeof value === 'number'
export const isFlag: Guard<boolean> = value => typeof value === 'boolean'
export const isList: Guard<unknown[]> = value => Array.isArray(value)

/** One of a closed list of strings. */
export function isOneOf<const T extends string>(...allowed: readonly T[]): Guard<T> {
  return (value): value is T => allowed.some(item => item === value)
}

export function orNull<T>(guard: Guard<T>): Guard<T | null> {
  return (value): value is T | null => value === null || guard(value)
}

export function isListOf<T>(guard: Guard<T>): Guard<T[]> {
  return (value): value is T[] => Array.isArray(value) && value.every(guard)
}

/** An object with at least these members; what a newer server adds is let through. */
export function hasShape<T extends object>(members: { readonly [K in keyof T]: Guard<T[K]> }): Guard<T> {
  return (value): value is T => {
    if (typeof value !== 'object' || value === null) return false
    const found = new Map<string, unknown>(Object.entries(value))
    for (const name in members) {
      if (!members[name](found.get(name))) return false
    }
    return true
  }
}
