import { z } from 'zod'
import { iso } from '../../clock.ts'
import { usageKind } from '../../connect/pricing.ts'
import type { UsageEntry } from '../../store/usage-entries.ts'
import { type Resource, reference, resourceSchema, time, toOne } from '../http/document.ts'
import { csvLine } from './csv.ts'

/** Money in minor units of a currency. */
export const money = z.int().min(0)

export const usageEntrySchema = resourceSchema(
  z.literal('connect/usage-entry'),
  {
    kind: usageKind,
    quantity: z.int(),
    'unit-amount': money,
    amount: money,
    currency: z.string(),
    month: z.string(),
    'occurred-at': time,
  },
  { redemption: toOne, verification: toOne, 'share-token': toOne, connection: toOne, 'price-list': toOne },
)

/** A line of the ledger. */
export const usageEntryResource = (entry: UsageEntry): Resource => ({
  type: 'connect/usage-entry',
  id: entry.id,
  attributes: {
    kind: entry.kind,
    quantity: entry.quantity,
    'unit-amount': entry.unit_amount,
    amount: entry.amount,
    currency: entry.currency,
    month: entry.month,
    'occurred-at': iso(entry.occurred_at),
  },
  relationships: {
    redemption: reference('connect/redemption', entry.redemption_id),
    verification: reference(`verification/${entry.kind}`, entry.verification_id),
    'share-token': reference('connect/share-token', entry.share_token_id),
    connection: reference('connect/connection', entry.connection_id),
    'price-list': reference('connect/price-list', entry.price_list_id),
  },
})

const COLUMNS = {
  id: 'id',
  'occurred-at': 'occurred_at',
  month: 'month',
  kind: 'kind',
  quantity: 'quantity',
  'unit-amount': 'unit_amount',
  amount: 'amount',
  currency: 'currency',
  'redemption-id': 'redemption_id',
  'verification-id': 'verification_id',
  'share-token-id': 'share_token_id',
  'connection-id': 'connection_id',
  'price-list-id': 'price_list_id',
} as const satisfies Readonly<Record<string, keyof UsageEntry>>

export const CSV_HEADER = csvLine(Object.keys(COLUMNS))

/** The same line as CSV. */
export const usageEntryCsv = (entry: UsageEntry): string => {
  const shown = { ...entry, occurred_at: iso(entry.occurred_at) }
  return csvLine(Object.values(COLUMNS).map(column => shown[column] ?? ''))
}
