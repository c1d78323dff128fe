import { newId } from '../../server/ids.ts'
import { insertPriceList, type PriceList } from '../../server/store/price-lists.ts'
import type { Db } from '../../server/store/store.ts'

/** A rate for each kind, all different. */
export const RATES: PriceList['rates'] = {
  'government-id': 150,
  selfie: 60,
  document: 90,
  database: 40,
  'phone-number': 10,
  'email-address': 5,
  clone: 30,
}

/** Puts a list where it is, whenever it begins; without more it has begun long ago. */
export async function priceListRow(
  db: Db,
  organizationId: string | null,
  change: Partial<PriceList> = {},
): Promise<PriceList> {
  const row = {
    id: newId('price-list'),
    organization_id: organizationId,
    currency: 'EUR',
    effective_from: 1,
    rates: RATES,
    created_at: 1,
    ...change,
  }
  await insertPriceList(db, row)
  return row
}
