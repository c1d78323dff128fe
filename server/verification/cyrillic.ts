/**
 * How a machine-readable zone writes Cyrillic letters (ICAO Doc 9303-3, section 6, table B): as most States do, as some
 * others do, and as Bulgaria does.
 */
const LETTERS: Readonly<Record<string, readonly string[]>> = {
  А: ['A'],
  Б: ['B'],
  В: ['V'],
  Г: ['G', 'H'],
  Ґ: ['G'],
  Д: ['D'],
  Ђ: ['D'],
  Е: ['E'],
  Ё: ['E', 'IO'],
  Є: ['IE'],
  Ж: ['ZH', 'Z'],
  З: ['Z'],
  И: ['I', 'Y'],
  І: ['I'],
  Ї: ['I'],
  Й: ['I'],
  Ј: ['J'],
  К: ['K'],
  Л: ['L'],
  Љ: ['LJ'],
  М: ['M'],
  Н: ['N'],
  Њ: ['NJ'],
  О: ['O'],
  П: ['P'],
  Р: ['R'],
  С: ['S'],
  Т: ['T'],
  Ћ: ['C'],
  У: ['U'],
  Ў: ['U'],
  Ф: ['F'],
  Х: ['KH', 'H'],
  Ц: ['TS', 'C'],
  Ч: ['CH', 'C'],
  Џ: ['DZ'],
  Ш: ['SH', 'S'],
  Щ: ['SHCH', 'SHCH', 'SHT'],
  Ъ: ['IE'],
  Ы: ['Y'],
  Ь: [''],
  Э: ['E'],
  Ю: ['IU'],
  Я: ['IA'],
}

/** The spellings of a Cyrillic name in a zone; none for a name without Cyrillic letters. */
export function zoneSpellings(name: string): string[] {
  if (!/\p{Script=Cyrillic}/u.test(name)) return []
  const letters = [...name.normalize('NFC').toUpperCase()]
  return [0, 1, 2].map(choice =>
    letters.map(letter => LETTERS[letter]?.[choice] ?? LETTERS[letter]?.[0] ?? letter).join(''),
  )
}
