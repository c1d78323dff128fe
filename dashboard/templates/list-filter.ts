import { dateEnd, dateStart } from './filters.ts'

type Words = readonly string[]

/** A word of the address, where it is one of those that the API knows. */
export const oneOf = <const Known extends Words>(query: URLSearchParams, name: string, known: Known) =>
  known.find((one): one is Known[number] => one === query.get(name))

/** The text that the address says is searched for. */
export const searchIn = (query: URLSearchParams): string | undefined =>
  query.get('search')?.trim() || undefined

/** The days that the address says something was made in. */
export const daysIn = (query: URLSearchParams) => ({
  ...dateStart('created-at-start', query.get('from')),
  ...dateEnd('created-at-end', query.get('to')),
})

/** What the address says that most lists can be narrowed by. */
export function commonFilter(query: URLSearchParams) {
  const search = searchIn(query)
  return { ...(search === undefined ? {} : { search }), ...daysIn(query) }
}

/** The days of {@link daysIn} as controls. */
export const DAYS = [
  { name: 'from', label: 'Created from' },
  { name: 'to', label: 'Created until' },
] as const

/** The order of a list none of whose columns is a time, as a control; `sort` is what every table reads. */
export const ORDER = {
  name: 'sort',
  label: 'Order',
  initial: '-created-at',
  choices: [
    ['-created-at', 'Newest first'],
    ['created-at', 'Oldest first'],
  ],
} as const

/** Whether a filter leaves anything out. */
export const isNarrow = (filter: object): boolean => Object.keys(filter).length > 0
