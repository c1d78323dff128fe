import type { Db } from './store.ts'

/** Since when the oldest webhook delivery has been due, ms since the epoch; null where none is due. */
export async function oldestDueDelivery(db: Db, now: number): Promise<number | null> {
  const row = await db
    .selectFrom('webhook_delivery')
    .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
    .select(eb => eb.fn.min<number | null>('webhook_delivery.next_attempt_at').as('at'))
    .where('webhook.status', '=', 'enabled')
    .where('webhook_delivery.status', '=', 'pending')
    .where('webhook_delivery.next_attempt_at', '<=', now)
    .executeTakeFirst()
  return row?.at ?? null
}

/** Since when the oldest running redemption has had no instance that runs it; null where each has one. */
export async function oldestAbandonedRedemption(db: Db, now: number): Promise<number | null> {
  const row = await db
    .selectFrom('redemption')
    .select(eb => eb.fn.min<number | null>('lease_until').as('at'))
    .where('status', '=', 'running')
    .where('lease_until', '<=', now)
    .executeTakeFirst()
  return row?.at ?? null
}
