import { z } from 'zod'
import { iso } from '../../clock.ts'
import { spanOf, totalsOf, usageKind } from '../../connect/pricing.ts'
import type { StatementLine } from '../../store/usage-entries.ts'
import { resourceSchema, time } from '../http/document.ts'
import { money } from './usage-entry-resource.ts'

const line = z.strictObject({
  kind: usageKind,
  quantity: z.int(),
  'unit-amount': money,
  amount: money,
  currency: z.string(),
  'price-list-id': z.string(),
})

const total = z.strictObject({ currency: z.string(), amount: money })

export const statementSchema = resourceSchema(
  z.literal('connect/statement'),
  {
    status: z.enum(['open', 'closed']),
    from: time,
    to: time,
    lines: z.array(line),
    totals: z.array(total),
  },
  {},
).extend({ links: z.strictObject({ entries: z.string() }) })

/** What was used in a month: a line for each kind at each price, and what they come to in each currency. */
export function statementResource(month: string, lines: readonly StatementLine[], base: string, now: number) {
  const { from, to } = spanOf(month)
  return {
    type: 'connect/statement' as const,
    id: month,
    attributes: {
      status: now < to ? 'open' : 'closed',
      from: iso(from),
      to: iso(to),
      lines: lines.map(one => ({
        kind: one.kind,
        quantity: one.quantity,
        'unit-amount': one.unit_amount,
        amount: one.amount,
        currency: one.currency,
        'price-list-id': one.price_list_id,
      })),
      totals: totalsOf(lines),
    },
    links: { entries: `${base}/connect/usage-entries?${new URLSearchParams({ 'filter[month]': month })}` },
  }
}
