import type { Selectable } from 'kysely'
import { type Rates, rates } from '../connect/pricing.ts'
import { readJson } from './json.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import type { Db } from './store.ts'
import type { PriceListTable } from './tables/usage.ts'

export interface PriceList extends Omit<Selectable<PriceListTable>, 'rates_json'> {
  rates: Rates
}

const toPriceList = ({ rates_json, ...row }: Selectable<PriceListTable>): PriceList => ({
  ...row,
  rates: readJson(rates, rates_json),
})

/** Adds a list. Lists are append-only: the table refuses every update. */
export const insertPriceList = (db: Db, { rates, ...row }: PriceList) =>
  db
    .insertInto('price_list')
    .values({ ...row, rates_json: JSON.stringify(rates) })
    .execute()

/** The lists that an organization's prices are, were or will be on: its own, and those of everybody who has none. */
const listsOf = (db: Db, organizationId: string) =>
  db
    .selectFrom('price_list')
    .selectAll()
    .where(eb => eb.or([eb('organization_id', 'is', null), eb('organization_id', '=', organizationId)]))

/**
 * The list that an organization's prices are on at a moment: the newest of its own that has begun, or of everybody's
 * where none of its own has. Of two that begin at the same time the one that was added later holds.
 */
export async function priceListAt(db: Db, organizationId: string, at: number): Promise<PriceList> {
  const row = await listsOf(db, organizationId)
    .where('effective_from', '<=', at)
    .orderBy(eb => eb('organization_id', 'is', null))
    .orderBy('effective_from', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return toPriceList(row)
}

export async function listPriceLists(
  db: Db,
  organizationId: string,
  page: PageRequest,
): Promise<Page<PriceList>> {
  const { rows, ...neighbours } = await readPage(listsOf(db, organizationId), page)
  return { ...neighbours, rows: rows.map(toPriceList) }
}
