import { type IdKind, PREFIXES } from '../../ids.ts'
import type { Route } from '../http/route.ts'

/** Names that follow from a route's path: nothing here knows a particular operation. */

/** The words of a path without its identifiers and without the space that all of `connect/` shares. */
const wordsOf = (path: string): string[] =>
  path.split('/').filter(word => word !== '' && word !== 'connect' && !word.startsWith(':'))

/** `inquiries` → `inquiry`, `share-tokens` → `share-token`, `selfies` → `selfie`. */
export const singular = (words: string): string =>
  words
    .replace(/(?<!self)ies$/, 'y')
    .replace(/sses$/, 'ss')
    .replace(/(?<!s)s$/, '')

const isKind = (word: string): word is IdKind => Object.hasOwn(PREFIXES, word)

/**
 * The collection that an operation belongs to: the first word of its path. `/document/…` and `/verification/…` are
 * the same objects as `/documents` and `/verifications`, by one of their kinds.
 */
export function collectionOf(route: Route): string {
  const [first = ''] = wordsOf(route.path)
  return isKind(first) && first !== 'session' ? `${first}s` : first
}

const VERBS = { post: 'create', patch: 'update', delete: 'delete' } as const

/**
 * `share-tokens-list`, `share-tokens-redeem`: the words of the path, and the verb where they are no more than one; the
 * route's own word for what it does where it has one.
 */
export function operationIdOf(route: Route, isList: boolean): string {
  const words = wordsOf(route.path)
  const name = [...words, ...(route.action ? [route.action] : [])].join('-')
  if (words.length > 1 && !/:[^/]+$/.test(route.path)) return name
  if (route.method === 'get') return `${name}-${isList ? 'list' : 'retrieve'}`
  return `${name}-${VERBS[route.method]}`
}

/** `/inquiries/:id` → `/inquiries/{inquiry-id}`, with the names that the published document uses. */
export function templatePath(path: string): string {
  const [family = ''] = wordsOf(path)
  return path.replace(/([^/]+)\/:[^/]+/g, (_, word: string) => {
    return `${word}/{${isKind(family) ? family : singular(word)}-id}`
  })
}

/** The names of the identifiers in a path. */
export const pathParameters = (path: string): string[] =>
  [...templatePath(path).matchAll(/\{([^}]+)\}/g)].flatMap(([, name]) => (name ? [name] : []))

/** The kind of object that a name like `connection-id` identifies; null where the name does not say. */
export function kindOfIdName(name: string): IdKind | null {
  const kind = name.replace(/-id$/, '')
  return isKind(kind) ? kind : null
}

/** An identifier to show: well-formed, and the same each time. */
export const exampleId = (kind: IdKind): string => `${PREFIXES[kind]}_01k7f3q9vbe4rtd2m8xw6ycs5h`

/** The identifier that a resource of that type has in examples. */
export function exampleIdOfType(type: string): string {
  const kind = [type, type.split('/').at(-1) ?? '', type.split('/')[0] ?? ''].find(isKind)
  return kind ? exampleId(kind) : exampleId('request')
}
