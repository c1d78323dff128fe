import { ApiError } from './api-error.ts'

/** The cases that keys can have, as published; ours are kebab-case within. */
export type Inflection = 'kebab' | 'camel' | 'snake'

/** Objects below these hold names that are data, not attribute names. */
const OPAQUE = new Set(['fields', 'behaviors', 'metadata', 'field-values'])

/** The case that `Key-Inflection` asks for; the API key's own where it asks for none. */
export function inflectionOf(header: string | undefined, ofKey: Inflection): Inflection {
  if (header === undefined) return ofKey
  if (header === 'kebab' || header === 'camel' || header === 'snake') return header
  throw new ApiError('bad_request', 'Key-Inflection must be one of camel, kebab, snake')
}

const WORD: Readonly<Record<Inflection, (key: string) => string>> = {
  kebab: key => key,
  camel: key => key.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
  snake: key => key.replaceAll('-', '_'),
}

/** A document with its keys in another case; data keys stay as they are. */
export function inflect(value: unknown, inflection: Inflection): unknown {
  return inflection === 'kebab' ? value : mapKeys(value, WORD[inflection])
}

function mapKeys(value: unknown, word: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map(item => mapKeys(item, word))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, member]) => [
    word(key),
    OPAQUE.has(key) ? member : mapKeys(member, word),
  ])
  return Object.fromEntries(entries)
}

/**
 * A key of any of the three cases in kebab-case. In camelCase a number is a word of its own (`addressStreet1` is
 * `address-street-1`); where nothing says that it is camelCase, a number stays where it is.
 */
export const kebab = (key: string): string =>
  (/[A-Z]/.test(key)
    ? key.replace(/[A-Z]|(?<=[a-z])\d/g, start => `-${start.toLowerCase()}`)
    : key
  ).replaceAll('_', '-')

/** Objects below these have names of another protocol, in which case matters. */
const VERBATIM = new Set(['custom-http-headers'])

/** How deep a body may be nested. */
const DEPTH_MAX = 32

/**
 * A request's body with its keys in kebab-case, whatever case they came in; field names too, which a caller may write
 * in either. Two keys that become one are refused, and so is a body nested deeper than any of ours.
 */
export function kebabBody(value: unknown, depth = 0): unknown {
  if (depth > DEPTH_MAX) throw new ApiError('bad_request', 'the body is nested too deeply')
  if (Array.isArray(value)) return value.map(item => kebabBody(item, depth + 1))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, member]) => {
    const name = kebab(key)
    return [name, VERBATIM.has(name) ? member : kebabBody(member, depth + 1)] as const
  })
  if (new Set(entries.map(([key]) => key)).size !== entries.length) {
    throw new ApiError('bad_request', 'the body has the same property twice, in two cases')
  }
  return Object.fromEntries(entries)
}

/** Query parameters with the words within their brackets in kebab-case. */
export function kebabQuery(query: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name.replace(/\[([a-zA-Z0-9_-]+)\]/g, (_, word: string) => `[${kebab(word)}]`),
      value,
    ]),
  )
}
