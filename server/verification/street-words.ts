/** What is written short in addresses, by how it is folded; words of one row are one word. */
const SAME: readonly (readonly string[])[] = [
  ['street', 'st', 'str'],
  ['avenue', 'ave', 'av', 'avda', 'avenida', 'avd'],
  ['road', 'rd'],
  ['boulevard', 'blvd', 'bd', 'bvd', 'boul'],
  ['drive', 'dr'],
  ['lane', 'ln'],
  ['court', 'ct'],
  ['place', 'pl'],
  ['square', 'sq'],
  ['terrace', 'ter', 'terr'],
  ['highway', 'hwy'],
  ['parkway', 'pkwy'],
  ['circle', 'cir'],
  ['north', 'n'],
  ['south', 's'],
  ['east', 'e'],
  ['west', 'w'],
  ['apartment', 'apt', 'appt', 'appartement', 'flat', 'unit', 'lgh'],
  ['suite', 'ste'],
  ['floor', 'fl', 'etage', 'og'],
  ['platz', 'pl'],
  ['calle', 'c'],
  ['plaza', 'pza', 'plz'],
  ['rue', 'r'],
  ['chemin', 'ch', 'che'],
  ['piazza', 'pzza'],
  ['corso', 'cso'],
  ['rua', 'r'],
  ['ulica', 'ul'],
  ['ulitsa', 'ul'],
  ['saint', 'snt', 'sankt', 'sainte'],
]

/** Of a number: they say that one follows. */
const NUMBER_WORDS: ReadonlySet<string> = new Set(['nr', 'no', 'num', 'numero', 'number', 'n'])

const FOLDED: ReadonlyMap<string, string> = new Map(
  // The first row that has a short form gives its meaning.
  SAME.toReversed().flatMap(([word = '', ...short]) => short.map(one => [one, word] as const)),
)

/** Endings that German and Nordic addresses write short, as one word with the name before them. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(?<=[a-z]{2})(strasse|str)$/, ' strasse'],
  [/(?<=[a-z]{3})(gatan|gata)$/, ' gata'],
  [/(?<=[a-z]{3})(vagen|vag)$/, ' vag'],
]

/** A word of an address as it is compared: written out, and its ending apart. */
export function foldStreetWord(word: string): string[] {
  if (/\d/.test(word)) return [word]
  if (NUMBER_WORDS.has(word) && word !== 'n') return []
  const known = FOLDED.get(word)
  if (known !== undefined) return [known === 'street' ? 'strasse' : known]
  if (word === 'street') return ['strasse']
  const [ending, whole] = ENDINGS.find(([pattern]) => pattern.test(word)) ?? []
  return ending && whole ? word.replace(ending, whole).split(' ') : [word]
}
