/**
 * Letters whose transliteration is more than dropping a mark: ICAO Doc 9303-3 (8th edition), section 6, table A.
 * Where the table leaves a choice (Ä: AE or A), the first one is taken.
 */
const latin: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Å: 'AA',
  Æ: 'AE',
  Ð: 'D',
  Đ: 'D',
  Ħ: 'H',
  Ĳ: 'IJ',
  Ł: 'L',
  Ŋ: 'N',
  Ö: 'OE',
  Ø: 'OE',
  Œ: 'OE',
  ẞ: 'SS',
  Þ: 'TH',
  Ŧ: 'T',
  Ü: 'UE',
}

/** The Bulgarian alphabet: ICAO Doc 9303-3 (8th edition), section 6, table B, with its exception for Bulgarian (Щ). */
const bulgarian: Readonly<Record<string, string>> = {
  А: 'A',
  Б: 'B',
  В: 'V',
  Г: 'G',
  Д: 'D',
  Е: 'E',
  Ж: 'ZH',
  З: 'Z',
  И: 'I',
  Й: 'I',
  К: 'K',
  Л: 'L',
  М: 'M',
  Н: 'N',
  О: 'O',
  П: 'P',
  Р: 'R',
  С: 'S',
  Т: 'T',
  У: 'U',
  Ф: 'F',
  Х: 'KH',
  Ц: 'TS',
  Ч: 'CH',
  Ш: 'SH',
  Щ: 'SHT',
  Ъ: 'IE',
  Ю: 'IU',
  Я: 'IA',
}

const transliterateLetter = (letter: string): string => {
  const listed = latin[letter] ?? bulgarian[letter]
  if (listed !== undefined) return listed
  const base = letter.normalize('NFD').replace(/\p{Mark}/gu, '')
  if (/^[A-Z]$/.test(base)) return base
  throw new RangeError(`No transliteration for U+${letter.codePointAt(0)?.toString(16).padStart(4, '0')}`)
}

/**
 * A name as the machine-readable zone writes it: A to Z, with `<` between its components. Spaces, hyphens and commas
 * become one filler, apostrophes and all other punctuation are left out (ICAO Doc 9303-3, section 4.6).
 *
 * @throws RangeError for a letter that is neither Latin nor Bulgarian Cyrillic.
 */
export const transliterate = (name: string): string =>
  [
    ...name
      .normalize('NFC')
      .toUpperCase()
      .trim()
      .replace(/[\s,-]+/g, '<'),
  ]
    .filter(character => character === '<' || /\p{Letter}/u.test(character))
    .map(character => (character === '<' ? character : transliterateLetter(character)))
    .join('')
