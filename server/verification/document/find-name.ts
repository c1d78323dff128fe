import { placesOf, type SameWord, type Word, wordsOf } from './words.ts'

/** Most words between the given and the family name, as middle names and titles are. */
const BETWEEN_MAX = 2

export interface WantedName {
  first: string
  last: string
}

/**
 * Whether a text has a name, in either order: the whole family name and, next to it, the first of the given names.
 * Where one of the two is empty, the other is enough.
 */
export function hasName(words: readonly Word[], { first, last }: WantedName, same: SameWord): boolean {
  const givenName = firstGivenName(first)
  const familyName = wordsOf(last).map(({ text }) => text)
  const given = placesOf(words, givenName, same)
  const family = placesOf(words, familyName, same)
  if (givenName.length === 0 || familyName.length === 0) return given.length + family.length > 0
  return given.some(one =>
    family.some(other => {
      const between = one < other ? other - one - givenName.length : one - other - familyName.length
      return between >= 0 && between <= BETWEEN_MAX
    }),
  )
}

/** The first of several given names; of a name written without spaces, all of it. */
const firstGivenName = (first: string): string[] =>
  wordsOf(first.trim().split(/[\s-]+/)[0] ?? '').map(({ text }) => text)
