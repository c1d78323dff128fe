import anyAscii from 'any-ascii'
import { token_set_ratio, token_sort_ratio } from 'fuzzball'
import type { Comparison } from './match-level.ts'
import { foldStreetWord } from './street-words.ts'

/** An address in its parts, each as it was written; an empty text where there is none. */
export interface AddressParts {
  /** Both lines. */
  street: string
  city: string
  postalCode: string
  /** ISO 3166-1 alpha-2. */
  country: string
}

/** Of 100. Another writing of a street scores 95 and more; another street of the same number may score 79. */
const STREET_FULL = 95
const STREET_PARTIAL = 85
const CITY = 85

/** Longest part that is compared, in UTF-16 code units. */
const LENGTH_MAX = 300

/**
 * How far two addresses agree. `token_set_ratio` finds 123 and 125 Main Street 98 % alike, so the numbers of the two
 * streets have to be the same ones: where they are not, it is another house.
 */
export function compareAddresses(one: AddressParts, other: AddressParts): Comparison {
  const [left, right] = [folded(one), folded(other)]
  if (left.street === '' || right.street === '') return { incomparable: 'missing_property' }
  if (differ(left.country, right.country)) return { level: 'none' }
  if (String(left.numbers) !== String(right.numbers)) return { level: 'none' }
  const street = token_set_ratio(left.street, right.street)
  const samePlace = isSamePlace(left, right)
  if (street < STREET_PARTIAL || samePlace === 'no') return { level: 'none' }
  // A set ratio finds `Park Street` whole in `North Park Street`.
  const isWhole = token_sort_ratio(left.street, right.street) >= STREET_FULL
  return { level: street >= STREET_FULL && isWhole && samePlace === 'yes' ? 'full' : 'partial' }
}

type Folded = ReturnType<typeof folded>

function folded({ street, city, postalCode, country }: AddressParts) {
  const words = wordsOf(street)
  return {
    street: words.filter(word => !/\d/.test(word)).join(' '),
    numbers: words.filter(word => /\d/.test(word)).sort(),
    city: wordsOf(city).join(' '),
    postalCode: ascii(postalCode).replace(/[^a-z0-9]/g, ''),
    country: ascii(country).trim(),
  }
}

/** By the postal code where both have one: towns have many names. A place that one side lacks says nothing. */
function isSamePlace(one: Folded, other: Folded): 'yes' | 'no' | 'partly' {
  const sameCity = one.city !== '' && other.city !== '' && token_set_ratio(one.city, other.city) >= CITY
  const codes = one.postalCode !== '' && other.postalCode !== ''
  if (codes && sharesCode(one.postalCode, other.postalCode))
    return sameCity || !bothCities(one, other) ? 'yes' : 'partly'
  if (codes) return sameCity ? 'partly' : 'no'
  if (sameCity) return 'partly'
  return bothCities(one, other) ? 'no' : 'partly'
}

const bothCities = (one: Folded, other: Folded): boolean => one.city !== '' && other.city !== ''

/** A ZIP code with its last four digits is that of the five before them as well. */
const sharesCode = (one: string, other: string): boolean =>
  one === other ||
  (/^\d{5}(\d{4})?$/.test(one) && /^\d{5}(\d{4})?$/.test(other) && one.slice(0, 5) === other.slice(0, 5))

const differ = (one: string, other: string): boolean => one !== '' && other !== '' && one !== other

const ascii = (text: string): string => anyAscii(text.slice(0, LENGTH_MAX).normalize('NFKC')).toLowerCase()

/** `12 B` and `12b` are one number, and so are `Nr. 7` and `7`. */
function wordsOf(text: string): string[] {
  const plain = ascii(text)
    .replace(/[.'’]/g, ' ')
    .replace(/(\d)\s*-\s*(\d)/g, '$1-$2')
    .replace(/\b(\d+)\s+([a-z])(?=\s*(?:,|$))/g, '$1$2')
    // `5 N Park Avenue` is to the north.
    .replace(/\b(\d+)\s+([a-df-mo-rt-vx-z])\b/g, '$1$2')
  return plain
    .split(/[^a-z0-9-]+/)
    .flatMap(word => foldStreetWord(word.replace(/^-+|-+$/g, '')))
    .filter(word => word !== '')
}
