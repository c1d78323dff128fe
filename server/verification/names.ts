/** How ICAO 9303-3, section 6, writes a letter in the machine-readable zone, beside dropping its marks. */
const ZONE_LETTERS: Readonly<Record<string, readonly string[]>> = {
  Ä: ['AE'],
  Ö: ['OE'],
  Ü: ['UE', 'UXX'],
  Ñ: ['NXX'],
  Å: ['AA'],
  Æ: ['AE'],
  Ø: ['OE'],
  Œ: ['OE'],
  ß: ['SS'],
  ẞ: ['SS'],
  Þ: ['TH'],
  Ð: ['D'],
  Đ: ['D'],
  Ħ: ['H'],
  İ: ['I'],
  ı: ['I'],
  Ĳ: ['IJ'],
  Ŀ: ['L'],
  Ł: ['L'],
  Ŋ: ['N'],
  Ŧ: ['T'],
}

const lettersOf = (name: string): string => name.replace(/[^\p{L}]/gu, '')

const withoutMarks = (name: string): string => lettersOf(name.normalize('NFD').replace(/\p{M}/gu, ''))

/** Writes each letter in its zone spelling number `choice`, where it has so many. */
const asInZone = (name: string, choice: number): string =>
  withoutMarks([...name].map(letter => ZONE_LETTERS[letter]?.[choice] ?? letter).join(''))

/** The spellings under which one name may be written: marks dropped, or letters spelt out as in the zone. */
export function spellings(name: string): string[] {
  // Upper case makes two letters of ß, so that it is looked up before.
  const upper = [...name.normalize('NFC')]
    .map(letter => (letter === 'ß' ? letter : letter.toUpperCase()))
    .join('')
  const zone = asInZone(upper, 0)
  return [withoutMarks(upper.toUpperCase()), zone, asInZone(asInZoneKeepingRest(upper, 1), 0)]
}

/** Letters that have a second zone spelling take it; the others stay for their first. */
const asInZoneKeepingRest = (name: string, choice: number): string =>
  [...name].map(letter => ZONE_LETTERS[letter]?.[choice] ?? letter).join('')

/** Whether two writings of a name agree but for case, marks, spaces, hyphens and the zone's spelt-out letters. */
export const sameName = (one: string, other: string): boolean =>
  spellings(one).some(spelling => spelling !== '' && spellings(other).includes(spelling))

/**
 * As {@link sameName}, where `zone` comes from a machine-readable zone, which may have cut a long name short: at its
 * end, or each of its words to its first letters (ICAO 9303-4, section 4.2.3).
 */
export function sameAsZoneName(name: string, zone: string, cut: boolean): boolean {
  if (sameName(name, zone)) return true
  const letters = lettersOf(zone)
  if (!cut || letters === '') return false
  return spellings(name).some(spelling => spelling.startsWith(letters)) || shortensEachWord(name, zone)
}

function shortensEachWord(name: string, zone: string): boolean {
  const [words, shortened] = [wordsOf(name), wordsOf(zone)]
  if (shortened.length > words.length) return false
  return shortened.every((short, index) =>
    spellings(words[index] ?? '').some(spelling => spelling.startsWith(lettersOf(short))),
  )
}

const wordsOf = (name: string): string[] => name.split(/[^\p{L}\p{M}]+/u).filter(word => word !== '')
