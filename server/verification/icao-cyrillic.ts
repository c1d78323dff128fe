/**
 * How ICAO Doc 9303-3 (8th edition), section 6, table B, writes Cyrillic in the machine-readable zone, where that
 * differs from what a general transliteration makes of it.
 */
const LETTERS: Readonly<Record<string, string>> = {
  Ё: 'E',
  Ж: 'ZH',
  Й: 'I',
  Х: 'KH',
  Ц: 'TS',
  Ч: 'CH',
  Ш: 'SH',
  Щ: 'SHCH',
  Ъ: 'IE',
  Ы: 'Y',
  Ь: '',
  Э: 'E',
  Ю: 'IU',
  Я: 'IA',
  Є: 'IE',
  І: 'I',
  Ї: 'I',
  Ґ: 'G',
  Ў: 'U',
  Ђ: 'D',
  Ћ: 'C',
  Љ: 'LJ',
  Њ: 'NJ',
  Џ: 'DZ',
}

/** Upper-case Cyrillic letters as in the zone; every other letter as it is. */
export const cyrillicAsInZone = (text: string): string =>
  [...text].map(letter => LETTERS[letter] ?? letter).join('')
