import fc from 'fast-check'
import { kindOfIdName } from '../../../server/api/openapi/naming.ts'
import { type IdKind, PREFIXES } from '../../../server/ids.ts'

/**
 * Identifiers of objects that are there. A plan is made before the objects are, so it holds placeholders, and each
 * becomes an identifier when the request is sent: that keeps a plan the same for the same seed.
 */

const SEVERAL: Readonly<Record<string, readonly IdKind[]>> = {
  'source-id': ['inquiry', 'account', 'transaction', 'verification'],
  'source-ids': ['inquiry', 'account', 'transaction', 'verification'],
  'destination-id': ['inquiry', 'account', 'transaction'],
  'destination-organization-id': ['organization'],
  'source-organization-id': ['organization'],
  'inquiry-ids': ['inquiry'],
}

/** The kinds of object that a property of that name identifies; empty where it identifies none. */
export function idKindsOf(name: string): readonly IdKind[] {
  const kind = name.endsWith('-id') ? kindOfIdName(name) : null
  return SEVERAL[name] ?? (kind ? [kind] : [])
}

/** Stands for one of the identifiers of these kinds: kinds of identifier, or types of resource. */
export const placeholder = (kinds: readonly string[]): fc.Arbitrary<string> =>
  fc.nat({ max: 1000 }).map(index => `@${index}:${kinds.join('|')}`)

const PLACEHOLDER = /^@(\d+):([a-z|/-]+)$/

/** How many identifiers of each kind are kept. */
const KEPT = 50

/** What one caller has seen of its own. */
export class Pool {
  readonly #ids = new Map<string, string[]>()
  readonly #gone = new Set<string>()

  /** Remembers a resource; of each kind only the latest, so that requests meet objects in all states. */
  add(type: string, id: string): void {
    if (this.#gone.has(id)) return
    for (const name of new Set([type, prefixOf(id)])) {
      const known = this.#ids.get(name) ?? []
      if (!known.includes(id)) this.#ids.set(name, [...known, id].slice(-KEPT))
    }
  }

  /** Forgets a resource that is no more, also where an event still tells of it. */
  remove(id: string): void {
    this.#gone.add(id)
    for (const [name, known] of this.#ids) {
      const left = known.filter(one => one !== id)
      this.#ids.set(name, left)
    }
  }

  isGone(id: string): boolean {
    return this.#gone.has(id)
  }

  /** The identifiers of a kind, or of a type of resource. */
  of(kind: string): readonly string[] {
    return this.#ids.get(isKind(kind) ? PREFIXES[kind] : kind) ?? []
  }

  has(id: string): boolean {
    return this.#ids.get(prefixOf(id))?.includes(id) ?? false
  }

  /** A value with identifiers in the place of placeholders, none of those to avoid among them. */
  fill(value: unknown, avoid: ReadonlySet<string>): unknown {
    if (typeof value === 'string') return this.fillText(value, avoid)
    if (Array.isArray(value)) return value.map(item => this.fill(item, avoid))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.fill(member, avoid)]))
  }

  /** Where there is none, one that nothing has. */
  fillText(text: string, avoid: ReadonlySet<string>): string {
    const [, index, kinds = ''] = PLACEHOLDER.exec(text) ?? []
    if (index === undefined) return text
    const ids = kinds.split('|').flatMap(kind => this.of(kind).filter(id => !avoid.has(id)))
    return ids[Number(index) % ids.length] ?? NOBODY
  }
}

/** Well-formed, and nothing has it. */
export const NOBODY = 'obj_00000000000000000000000000'

const prefixOf = (id: string): string => id.slice(0, id.indexOf('_'))

const isKind = (word: string): word is IdKind => Object.hasOwn(PREFIXES, word)
