/** Letters that ICAO 9303-3, section 6, writes as two in the machine-readable zone. */
const DIGRAPHS: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Ö: 'OE',
  Ü: 'UE',
  Å: 'AA',
  Æ: 'AE',
  Ø: 'OE',
  Œ: 'OE',
  ß: 'SS',
  ẞ: 'SS',
  Þ: 'TH',
  Ð: 'D',
  Ł: 'L',
  Đ: 'D',
  İ: 'I',
  ı: 'I',
}

const lettersOf = (name: string): string => name.replace(/[^\p{L}]/gu, '')

const withoutMarks = (name: string): string => lettersOf(name.normalize('NFD').replace(/\p{M}/gu, ''))

const asInZone = (name: string): string =>
  withoutMarks([...name].map(letter => DIGRAPHS[letter] ?? letter).join(''))

/** The spellings under which one name may be written: marks dropped, or letters spelt out as in the zone. */
function spellings(name: string): string[] {
  const upper = name.normalize('NFC').toUpperCase()
  return [withoutMarks(upper), asInZone(upper)]
}

/** Whether two writings of a name agree but for case, marks, spaces, hyphens and the zone's spelt-out letters. */
export const sameName = (one: string, other: string): boolean =>
  spellings(one).some(spelling => spelling !== '' && spellings(other).includes(spelling))

/** As {@link sameName}, where `zone` comes from a machine-readable zone, which may have cut a long name short. */
export function sameAsZoneName(name: string, zone: string, cut: boolean): boolean {
  if (sameName(name, zone)) return true
  const letters = lettersOf(zone)
  return cut && letters !== '' && spellings(name).some(spelling => spelling.startsWith(letters))
}
