import { type SelectQueryBuilder, sql } from 'kysely'

/** A page of a list, newest first where nothing else is said. Identifiers sort by the time they were made, so they are the cursors. */
export interface PageRequest {
  /** 1 to 100. */
  size: number
  cursor: { direction: 'after' | 'before'; id: string } | null
  order?: 'newest-first' | 'oldest-first'
}

export interface Page<Row> {
  rows: Row[]
  hasNext: boolean
  hasPrevious: boolean
}

/** How a list is read for a page request: one row more than asked for tells whether there are others. */
export function pageOrder({ size, cursor, order }: PageRequest) {
  const towardsNewer = (cursor?.direction === 'before') !== (order === 'oldest-first')
  return {
    operator: towardsNewer ? ('>' as const) : ('<' as const),
    bound: cursor?.id ?? (towardsNewer ? '' : '~'),
    direction: towardsNewer ? ('asc' as const) : ('desc' as const),
    limit: size + 1,
  }
}

/** The page out of what {@link pageOrder} read. */
export function toPage<Row>({ size, cursor }: PageRequest, read: Row[]): Page<Row> {
  const more = read.length > size
  const rows = read.slice(0, size)
  if (cursor?.direction === 'before') return { rows: rows.reverse(), hasNext: true, hasPrevious: more }
  return { rows, hasNext: more, hasPrevious: cursor !== null }
}

/** The page of a list that was read in parts, each by {@link pageOrder}. What is in two of them is in the list once. */
export function mergedPage<Row extends { id: string }>(
  page: PageRequest,
  parts: readonly Row[][],
): Page<Row> {
  const { direction, limit } = pageOrder(page)
  const ordered = [...new Map(parts.flat().map(row => [row.id, row])).values()].sort((one, other) =>
    one.id < other.id === (direction === 'asc') ? -1 : 1,
  )
  return toPage(page, ordered.slice(0, limit))
}

/** The same page with something else for each row. */
export const mapPage = <Row, Other>(page: Page<Row>, to: (row: Row) => Other): Page<Other> => ({
  ...page,
  rows: page.rows.map(to),
})

/** Reads a page of what a query finds, by the identifier that `id` names. The query says what is in the list, and whose. */
export async function readPage<Database, Tables extends keyof Database, Row>(
  query: SelectQueryBuilder<Database, Tables, Row>,
  page: PageRequest,
  id = 'id',
): Promise<Page<Row>> {
  return toPage(page, await readRows(query, page, id))
}

/** What {@link readPage} makes a page of: one row more, where there is one. */
export function readRows<Database, Tables extends keyof Database, Row>(
  query: SelectQueryBuilder<Database, Tables, Row>,
  page: PageRequest,
  id = 'id',
): Promise<Row[]> {
  const { operator, bound, direction, limit } = pageOrder(page)
  const cursor = sql.ref<string>(id)
  return query.where(cursor, operator, bound).orderBy(cursor, direction).limit(limit).execute()
}
