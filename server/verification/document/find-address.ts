import { placesOf, plain, type SameWord, type Word, wordsOf } from './words.ts'

/** How far from the street, in words, the rest of an address stands. */
const NEAR_WORDS = 30

/** Words of streets that are written short, each with what it is folded to. */
const SHORT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    st: 'street str straße strasse straat saint sankt sainte',
    ave: 'avenue av avenida avda',
    blvd: 'boulevard bd bvd boul bulevar',
    rd: 'road',
    ln: 'lane laan',
    dr: 'drive',
    ct: 'court',
    pl: 'place platz plein plac plaza pza praça piazza pzza',
    sq: 'square',
    ter: 'terrace terr',
    hwy: 'highway',
    pkwy: 'parkway',
    r: 'rue rua',
    c: 'calle cl',
    v: 'via viale',
    ul: 'ulica улица ул',
    al: 'aleja aleje alameda allee allée',
    os: 'osiedle',
    apt: 'apartment flat unit suite ste appt app lgh',
    n: 'north nord norte noord',
    s: 'south sud sur süd zuid',
    e: 'east est este ost oost',
    w: 'west ouest oeste',
  }).flatMap(([short, words]) => [short, ...words.split(' ')].map(word => [word, short] as const)),
)

/** Words before a house number that say only that it is one. */
const NUMBER_SIGNS: ReadonlySet<string> = new Set(['no', 'nr', 'num', 'numero', 'número', 'номер', 'رقم'])

const isNumber = (text: string | undefined): boolean => text !== undefined && /^\d+$/.test(text)

/** The words of an address, short forms folded into one. */
export function addressWords(words: readonly Word[]): Word[] {
  return words
    .map(({ text, glued }) => ({ text: folded(text), glued }))
    .filter(({ text }, index) => !(NUMBER_SIGNS.has(text) && isNumber(words[index + 1]?.text)))
}

/** A recogniser of English reads ß as b, f or i. */
function folded(word: string): string {
  const lower = word.toLowerCase()
  return SHORT.get(lower) ?? lower.replace(/(.{3})(?:stra(?:ß|ss|[bfi])e|straat)$/, '$1str')
}

export interface WantedAddress {
  street: string
  postalCode: string
  city: string
}

/**
 * Whether a text has an address: the street with the very house number, and near it the postal code; the city where
 * there is no postal code. `words` are those of {@link addressWords}.
 */
export function hasAddress(words: readonly Word[], wanted: WantedAddress, same: SameWord): boolean {
  const street = addressWords(wordsOf(wanted.street))
  const code = compact(wanted.postalCode)
  const city = addressWords(wordsOf(wanted.city)).map(({ text }) => text)
  return orders(street).some(order =>
    placesOf(words, order, same)
      .filter(place => endsWhole(words, place + order.length, order))
      .some(place => {
        const near = words.slice(Math.max(0, place - NEAR_WORDS), place + order.length + NEAR_WORDS)
        return code === '' ? placesOf(near, city, same).length > 0 : hasCode(near, code)
      }),
  )
}

/** A street with its number before or after the name, whichever way it was given. */
function orders(street: readonly Word[]): string[][] {
  const texts = street.map(({ text }) => text)
  const from = street.findIndex(({ text }) => isNumber(text))
  if (from < 0) return [texts]
  const length = street[from + 1]?.glued ? 2 : 1
  const number = texts.slice(from, from + length)
  if (from === 0) return [texts, [...texts.slice(length), ...number]]
  return from + length === texts.length ? [texts, [...number, ...texts.slice(0, from)]] : [texts]
}

/** 12 is not the 12 of 12b, where the number comes last. */
function endsWhole(words: readonly Word[], end: number, order: readonly string[]): boolean {
  const next = words[end]
  return !(isNumber(order.at(-1)) && next?.glued && next.text.length === 1)
}

/** A postal code without what stands between its letters and digits; of a ZIP+4 its five digits. */
const compact = (code: string): string =>
  plain(code)
    .replace(/^(\d{5})-\d{4}$/, '$1')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()

/** Most words that a postal code is written as. */
const CODE_WORDS_MAX = 6

function hasCode(words: readonly Word[], code: string): boolean {
  return words.some((_, index) => {
    let text = ''
    for (const word of words.slice(index, index + CODE_WORDS_MAX)) {
      text += word.text.toLowerCase()
      if (text === code) return true
      if (!code.startsWith(text)) return false
    }
    return false
  })
}
