import anyAscii from 'any-ascii'
import { jaroWinkler } from 'jaro-winkler-typescript'
import { cyrillicAsInZone } from './icao-cyrillic.ts'
import type { Comparison, MatchLevel } from './match-level.ts'
import { spellings } from './names.ts'

/** A name in its parts, each as it was written; an empty text where there is none. */
export interface NameParts {
  first: string
  middle: string
  last: string
}

/**
 * Measured over pairs of names in twelve scripts: other writings of one name score 0.97 and more, those of different
 * people 0.90 and less, but for a few neighbours such as Anna Eriksson and Hanna Erikson.
 */
const FULL = 0.97
const PARTIAL = 0.92
/** What an initial, a name in the other's place, or a part of a double name can score at most. */
const INCOMPLETE = 0.95

/** Longest name that is compared, in UTF-16 code units, and most words of it: the work grows with their square. */
const LENGTH_MAX = 300
const WORDS_MAX = 12

/**
 * How far two names agree, whichever of their scripts, marks and orders they are written in. Latin, Cyrillic and Greek
 * are compared with each other; what is written in any other script only with the same writing.
 */
export function compareNames(one: NameParts, other: NameParts): Comparison {
  const [left, right] = [one, other].map(({ first, middle, last }) => ({
    first: wordsOf(`${first} ${middle}`),
    last: wordsOf(last),
  })) as [Words, Words]
  if (isEmpty(left) || isEmpty(right)) return { incomparable: 'missing_property' }
  if (isSame(left, right)) return { level: 'full' }
  if (!isAlphabetic(left) || !isAlphabetic(right)) {
    return isAlphabetic(left) === isAlphabetic(right)
      ? { level: 'none' }
      : { incomparable: 'script_not_comparable' }
  }
  const straight = Math.min(align(left.first, right.first, 'some'), align(left.last, right.last, 'all'))
  const crossed = Math.min(align(left.first, right.last, 'some'), align(left.last, right.first, 'some'))
  return { level: levelOf(Math.max(straight, Math.min(crossed, INCOMPLETE))) }
}

interface Words {
  first: string[]
  last: string[]
}

const levelOf = (score: number): MatchLevel => {
  if (score >= FULL) return 'full'
  return score >= PARTIAL ? 'partial' : 'none'
}

const wordsOf = (name: string): string[] =>
  name
    .slice(0, LENGTH_MAX)
    .normalize('NFKC')
    .split(/[^\p{L}\p{M}'’]+/u)
    .map(word => word.replace(/['’]/g, ''))
    .filter(word => word !== '')
    .slice(0, WORDS_MAX)

const isEmpty = ({ first, last }: Words): boolean => first.length + last.length === 0

const isSame = (one: Words, other: Words): boolean => joined(one) === joined(other)
const joined = ({ first, last }: Words): string => [...first, '|', ...last].join(' ').toUpperCase()

const isAlphabetic = ({ first, last }: Words): boolean =>
  [...first, ...last].every(word =>
    /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}]+$/u.test(word),
  )

/**
 * The mean score of the fewer words, each beside the word of the others that it fits best. Words beyond them are
 * middle names that one side left out (`some`), or parts of a surname that one side lacks (`all`).
 */
function align(one: readonly string[], other: readonly string[], needed: 'all' | 'some'): number {
  const [fewer, more] = one.length <= other.length ? [one, other] : [other, one]
  if (fewer.length === 0) return more.length === 0 ? 1 : 0
  const whole = similarity(one.join(''), other.join(''))
  const left = [...more]
  const scores = fewer.map(word => {
    const fits = left.map(candidate => similarity(word, candidate))
    const best = Math.max(...fits)
    left.splice(fits.indexOf(best), 1)
    return best
  })
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  // A word that fits nothing is another name, however well the rest fits.
  const aligned = Math.min(...scores) < PARTIAL ? Math.min(...scores) : mean
  return Math.max(whole, needed === 'all' && left.length > 0 ? Math.min(aligned, INCOMPLETE) : aligned)
}

function similarity(one: string, other: string): number {
  const [ones, others] = [inLatin(one), inLatin(other)]
  const scores = ones.flatMap(left => others.map(right => score(left, right)))
  return Math.max(0, ...scores)
}

function score(one: string, other: string): number {
  if (one === '' || other === '') return 0
  const isInitial = one.length === 1 || other.length === 1
  if (isInitial) return one.charAt(0) === other.charAt(0) ? INCOMPLETE : 0
  return jaroWinkler(one, other)
}

/** The writings of a word in the letters A to Z: as in the zone of a passport, and as a general table has it. */
function inLatin(word: string): string[] {
  const upper = word.toUpperCase()
  const written = [...spellings(word), cyrillicAsInZone(upper), upper]
  return [
    ...new Set(
      written.map(text =>
        anyAscii(text)
          .toUpperCase()
          .replace(/[^A-Z]/g, ''),
      ),
    ),
  ]
}
