import { sameName } from '../names.ts'

/** A word, a number or one Chinese or Japanese character of a text. */
export interface Word {
  text: string
  /** Whether nothing stands between it and the word before, as with the letter of a house number. */
  glued: boolean
}

/** Most words of a document that are looked at. */
const WORDS_MAX = 20_000

const WORD =
  /\d+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}])+/gu

/** The digits of Arabic and Persian begin at these. */
const OTHER_ZEROS = [0x660, 0x6f0]

/** Text in one form: compatible letters, the digits 0 to 9, no letters that only lengthen. */
export const plain = (text: string): string =>
  text
    // A PDF may hold the forms of Arabic letters as they are printed, from left to right; its reader leaves those
    // that have no such form in their own order.
    .replace(/\p{Script=Arabic}[\p{Script=Arabic}\p{M} ]*/gu, run =>
      /[\ufb50-\ufdff\ufe70-\ufefc]/.test(run)
        ? (run.match(/[\u0600-\u06ff]+|./gsu) ?? []).reverse().join('')
        : run,
    )
    .normalize('NFKC')
    .replace(/[٠-٩۰-۹]/g, digit => {
      const code = digit.charCodeAt(0)
      return String(code - Math.max(...OTHER_ZEROS.filter(zero => zero <= code)))
    })
    .replace(/[\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '')

/** The words of a text, in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  let end = -1
  for (const match of plain(text).matchAll(WORD)) {
    words.push({ text: match[0], glued: match.index === end })
    end = match.index + match[0].length
    if (words.length === WORDS_MAX) break
  }
  return words
}

/** How two words are compared. */
export type SameWord = (one: string, other: string) => boolean

const isNumber = (word: string): boolean => /^\d+$/.test(word)

/** Words that agree as names do; numbers digit for digit. */
export const sameWord: SameWord = (one, other) =>
  isNumber(one) || isNumber(other) ? one === other : one === other || sameName(one, other)

/** Letters that a recogniser takes for one another. */
const LOOK_ALIKES: readonly [pattern: RegExp, letter: string][] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/[l1|!ı]/g, 'i'],
  [/0/g, 'o'],
  [/5/g, 's'],
]

/** Stands for a letter with a mark, which a recogniser of English may take for any other. */
const ANY = '?'

const skeleton = (word: string): string =>
  LOOK_ALIKES.reduce(
    (text, [pattern, letter]) => text.replace(pattern, letter),
    word
      .toLowerCase()
      .normalize('NFC')
      .replace(/[^\x20-\x7e]/gu, ANY),
  )

/**
 * As {@link sameWord}, for a word that was read from a picture: one plain letter in five may be misread, none of a
 * short word.
 */
export const sameReadWord: SameWord = (wanted, read) => {
  if (sameWord(wanted, read)) return true
  if (isNumber(wanted) || isNumber(read)) return false
  const [one, other] = [skeleton(wanted), skeleton(read)]
  const plainLetters = one.replaceAll(ANY, '').length
  return plainLetters > 1 && distance(one, other) <= Math.floor(plainLetters / 5)
}

/** How many letters have to be changed, added or left out to make one word of another. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const any = one[i - 1] === ANY
    const next = [(row[0] ?? 0) + Number(!any)]
    for (let j = 1; j <= other.length; j++) {
      const changed = (row[j - 1] ?? 0) + Number(!any && one[i - 1] !== other[j - 1])
      next.push(Math.min(changed, (row[j] ?? 0) + Number(!any), (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}

/** Where words stand in a text one after another: the index of each first one. */
export function placesOf(words: readonly Word[], wanted: readonly string[], same: SameWord): number[] {
  const [first] = wanted
  if (first === undefined) return []
  const known = new Map<string, boolean>()
  const isFirst = (text: string): boolean => {
    const answer = known.get(text) ?? same(first, text)
    known.set(text, answer)
    return answer
  }
  return words.flatMap(({ text }, index) =>
    isFirst(text) &&
    wanted.every((word, offset) => offset === 0 || same(word, words[index + offset]?.text ?? ''))
      ? [index]
      : [],
  )
}
