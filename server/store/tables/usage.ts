/** What was used and what it costs. See ../schema.ts for what columns have in common. */
import type { UsageKind } from '../../connect/pricing.ts'

/** Prices from a date on; never changed. Money is in minor units of the currency. */
export interface PriceListTable {
  id: string
  /** Null for what everybody pays who has no list of their own. */
  organization_id: string | null
  currency: string
  effective_from: number
  rates_json: string
  created_at: number
}

/** One line of the ledger: identifiers and numbers only; never changed and never removed. */
export interface UsageEntryTable {
  id: string
  /** Who pays: the destination. */
  environment_id: string
  redemption_id: string
  /** The verification that was run; null for a clone. */
  verification_id: string | null
  share_token_id: string
  connection_id: string
  kind: UsageKind
  quantity: number
  unit_amount: number
  amount: number
  currency: string
  price_list_id: string
  /** The month of `occurred_at` in UTC, `YYYY-MM`: whose statement it is on. */
  month: string
  occurred_at: number
}
