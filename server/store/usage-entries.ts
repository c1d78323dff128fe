import type { Selectable, SelectQueryBuilder } from 'kysely'
import { exact, type UsageKind } from '../connect/pricing.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import type { Schema } from './schema.ts'
import type { Db } from './store.ts'
import type { UsageEntryTable } from './tables/usage.ts'

export type UsageEntry = Selectable<UsageEntryTable>

/** Adds lines to the ledger. It is append-only: the table refuses every update and every removal. */
export const insertUsageEntries = (tx: Db, rows: readonly UsageEntry[]) =>
  tx.insertInto('usage_entry').values(rows).execute()

export interface UsageFilter {
  kinds?: readonly UsageKind[] | undefined
  redemptionId?: string | undefined
  connectionId?: string | undefined
  month?: string | undefined
  /** Times in ms since the epoch, both included. */
  from?: number | undefined
  to?: number | undefined
}

function entriesOf(
  db: Db,
  environmentId: string,
  filter: UsageFilter,
): SelectQueryBuilder<Schema, 'usage_entry', object> {
  let query = db.selectFrom('usage_entry').where('environment_id', '=', environmentId)
  if (filter.kinds) query = query.where('kind', 'in', filter.kinds)
  if (filter.redemptionId) query = query.where('redemption_id', '=', filter.redemptionId)
  if (filter.connectionId) query = query.where('connection_id', '=', filter.connectionId)
  if (filter.month) query = query.where('month', '=', filter.month)
  if (filter.from !== undefined) query = query.where('occurred_at', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('occurred_at', '<=', filter.to)
  return query
}

export const listUsageEntries = (
  db: Db,
  environmentId: string,
  filter: UsageFilter,
  page: PageRequest,
): Promise<Page<UsageEntry>> => readPage(entriesOf(db, environmentId, filter).selectAll(), page)

export const findUsageEntry = (db: Db, environmentId: string, id: string): Promise<UsageEntry | undefined> =>
  entriesOf(db, environmentId, {}).selectAll().where('id', '=', id).executeTakeFirst()

export async function countUsageEntries(db: Db, environmentId: string, filter: UsageFilter): Promise<number> {
  const { count } = await entriesOf(db, environmentId, filter)
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** How many entries are read at a time where all are wanted. */
const AT_A_TIME = 1_000

/** All of them, oldest first, read as they are come to. */
export async function* everyUsageEntry(
  db: Db,
  environmentId: string,
  filter: UsageFilter,
): AsyncGenerator<UsageEntry, void> {
  for (let after = ''; ; ) {
    const rows = await entriesOf(db, environmentId, filter)
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(AT_A_TIME)
      .execute()
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < AT_A_TIME) return
    after = last.id
  }
}

/** The months in which something was used. */
export const listMonths = (
  db: Db,
  environmentId: string,
  page: PageRequest,
): Promise<Page<{ month: string }>> =>
  readPage(entriesOf(db, environmentId, {}).select('month').distinct(), page, 'month')

/** Entries of one month, kind and price, taken together. */
export interface StatementLine {
  month: string
  kind: UsageKind
  currency: string
  unit_amount: number
  price_list_id: string
  quantity: number
  amount: number
}

/** What is on the statements of these months. */
export async function readStatementLines(
  db: Db,
  environmentId: string,
  months: readonly string[],
): Promise<StatementLine[]> {
  const rows = await entriesOf(db, environmentId, {})
    .where('month', 'in', months)
    .select(['month', 'kind', 'currency', 'unit_amount', 'price_list_id'])
    .select(eb => [eb.fn.sum('quantity').as('quantity'), eb.fn.sum('amount').as('amount')])
    .groupBy(['month', 'kind', 'currency', 'unit_amount', 'price_list_id'])
    .orderBy('month')
    .orderBy('kind')
    .orderBy('price_list_id')
    .execute()
  return rows.map(row => ({ ...row, quantity: exact(row.quantity), amount: exact(row.amount) }))
}
