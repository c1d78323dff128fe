import { chargesOf, monthOf } from '../connect/pricing.ts'
import { newId } from '../ids.ts'
import { getOrganizationOf } from '../store/organizations.ts'
import { priceListAt } from '../store/price-lists.ts'
import type { Redemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import { insertUsageEntries } from '../store/usage-entries.ts'
import { verificationsOfRedemption } from '../store/verifications.ts'

/**
 * Writes what a redemption costs into the ledger, in the transaction that ends it and under its lease: what was taken back
 * or is tried again was never charged, and what failed never is.
 */
export async function charge(tx: Db, redemption: Redemption, now: number): Promise<void> {
  const { environment_id: environmentId } = redemption
  const verifications = await verificationsOfRedemption(tx, environmentId, redemption.id)
  const charges = chargesOf(
    redemption.mode,
    verifications.map(one => ({ ...one, cloned: one.clonedFrom !== null })),
  )
  if (charges.length === 0) return
  const { id: organizationId } = await getOrganizationOf(tx, environmentId)
  const list = await priceListAt(tx, organizationId, now)
  const entries = charges.map(({ kind, verificationId }) => ({
    id: newId('usage-entry'),
    environment_id: environmentId,
    redemption_id: redemption.id,
    verification_id: verificationId,
    share_token_id: redemption.share_token_id,
    connection_id: redemption.connection_id,
    kind,
    quantity: 1,
    unit_amount: list.rates[kind],
    amount: list.rates[kind],
    currency: list.currency,
    price_list_id: list.id,
    month: monthOf(now),
    occurred_at: now,
  }))
  await insertUsageEntries(tx, entries)
}
