import { isDate } from '../dates.ts'
import { DATE_LABELS, type DateMeaning } from './date-labels.ts'
import { plain } from './words.ts'

export interface WrittenDate {
  /** `YYYY-MM-DD` */
  date: string
  /** What the words before it say that it is; null where they say nothing. */
  meaning: DateMeaning | null
}

/** Languages whose names of months are known: the ten that the widget speaks, and neighbours without contradictions. */
const LANGUAGES = 'ar de en es fr it ja nl pl pt ar-SY sv da nb fi bg cs el ro hu uk ru tr'.split(' ')

/** How long before a date its label stands at most, in characters. */
const LABEL_DISTANCE = 70

const YEAR_MIN = 2000

const monthKey = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}]/gu, '')

/** Names of months in all languages, long and short, as they stand in a date and on their own. */
const MONTHS: ReadonlyMap<string, number> = new Map(
  LANGUAGES.flatMap(language =>
    (['long', 'short'] as const).flatMap(style =>
      [{ month: style }, { month: style, day: 'numeric' } as const].flatMap(form => {
        const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, {
          ...form,
          timeZone: 'UTC',
        })
        return Array.from({ length: 12 }, (_, index) => {
          const part = format.formatToParts(Date.UTC(2024, index, 3)).find(({ type }) => type === 'month')
          return [monthKey(part?.value ?? ''), index + 1] as const
        }).filter(([name]) => name.length > 2 || /[^a-z]/.test(name))
      }),
    ),
  ),
)

const WORD = '[\\p{L}\\p{M}]{3,20}'
const FORMS: readonly {
  pattern: RegExp
  read: (found: readonly string[], monthFirst: boolean) => string | null
}[] = [
  { pattern: /(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)/g, read: ([y, m, d]) => dateOf(y, m, d) },
  { pattern: /(?<!\d)(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日/g, read: ([y, m, d]) => dateOf(y, m, d) },
  // The era that began in 2019.
  {
    pattern: /(?:令和|R) ?(\d{1,2}|元) ?[年.] ?(\d{1,2}) ?[月.] ?(\d{1,2}) ?日?/g,
    read: ([y, m, d]) => dateOf(String(2018 + (y === '元' ? 1 : Number(y))), m, d),
  },
  {
    pattern: /(?<![\d.])(\d{1,2})([-./] ?)(\d{1,2})\2(\d{4}|\d{2})(?!\d)/g,
    read: ([one, , other, year], monthFirst) => numeric(one, other, year, monthFirst),
  },
  {
    pattern: new RegExp(
      `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|º|°|\\.)? ?[-/ ]?(?:de |d['’])?(${WORD})\\.?,?[-/ ]?(?:de |del )?(\\d{4})(?!\\d)`,
      'giu',
    ),
    read: ([day, month, year]) => named(year, month, day),
  },
  {
    pattern: new RegExp(`(${WORD})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?!\\d)`, 'giu'),
    read: ([month, day, year]) => named(year, month, day),
  },
  // Arabic dates, where a PDF holds them from left to right.
  {
    pattern: new RegExp(`(?<!\\d)(\\d{4}) ?(${WORD}) ?(\\d{1,2})(?!\\d)`, 'giu'),
    read: ([year, month, day]) => named(year, month, day),
  },
]

const named = (year = '', month = '', day = ''): string | null => {
  const number = MONTHS.get(monthKey(month))
  return number === undefined ? null : dateOf(year, String(number), day)
}

function dateOf(year = '', month = '', day = ''): string | null {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDate(date) && Number(year) >= YEAR_MIN ? date : null
}

/** Two numbers and a year; where both orders are possible, the country's. */
function numeric(one = '', other = '', year = '', monthFirst: boolean): string | null {
  const full = year.length === 2 ? `20${year}` : year
  const [first, second] = monthFirst
    ? [dateOf(full, one, other), dateOf(full, other, one)]
    : [dateOf(full, other, one), dateOf(full, one, other)]
  return first ?? second
}

/** Countries that write the month first. */
const MONTH_FIRST: ReadonlySet<string> = new Set(['US', 'PH'])

/** The dates in a text, each with what the words before it say it is. `country`: ISO 3166-1 alpha-2. */
export function writtenDates(text: string, country: string): WrittenDate[] {
  const flat = plain(text).replace(/\s+/g, ' ')
  const found = FORMS.flatMap(({ pattern, read }) =>
    [...flat.matchAll(pattern)].flatMap(match => {
      const date = read(match.slice(1), MONTH_FIRST.has(country))
      return date === null ? [] : [{ date, start: match.index, end: match.index + match[0].length }]
    }),
  ).sort((one, other) => one.start - other.start)
  const dates: WrittenDate[] = []
  let read = 0
  for (const { date, start, end } of found) {
    const before = flat.slice(Math.max(start - LABEL_DISTANCE, read), start)
    // The end of a period is what its beginning is.
    const meaning = /^ ?[-–—~〜～] ?$/.test(before) ? (dates.at(-1)?.meaning ?? null) : meaningOf(before)
    dates.push({ date, meaning })
    read = end
  }
  return dates
}

/** What the last label before a date says; of two that end there, the longer. */
function meaningOf(before: string): DateMeaning | null {
  const labels = DATE_LABELS.flatMap(({ meaning, pattern }) =>
    [...before.matchAll(pattern)].map(({ index, 0: { length } }) => ({
      meaning,
      end: index + length,
      length,
    })),
  )
  const [last] = labels.sort((one, other) => other.end - one.end || other.length - one.length)
  return last?.meaning ?? null
}

/**
 * The day on which a document was issued: what it calls so, or else the latest day in it that is not to come and is
 * none to pay by or to end. Null where there is none.
 */
export function issueDate(dates: readonly WrittenDate[], today: string): string | null {
  const named = dates.find(({ meaning }) => meaning === 'issued')
  if (named) return named.date
  const others = dates
    .filter(({ meaning }) => meaning !== 'due' && meaning !== 'expires')
    .map(one => one.date)
  const past = others.filter(date => date <= today).sort()
  return past.at(-1) ?? others.sort().at(-1) ?? null
}
