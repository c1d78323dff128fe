import type { Selectable } from 'kysely'
import { newId } from '../ids.ts'
import { type CreatedFilter, whereCreated } from './created.ts'
import { enqueue } from './outbox.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import { redemptionsOf } from './redemptions.ts'
import { meaningOf } from './search.ts'
import { affected, type Db } from './store.ts'
import type { WebhookDeliveryTable } from './tables/events.ts'
import { webhooksFor } from './webhooks.ts'

export type WebhookDelivery = Selectable<WebhookDeliveryTable>

/** Puts an event on its way to every webhook that wants it. Call it inside the transaction of the event. */
export async function queueDeliveries(
  tx: Db,
  event: { id: string; environmentId: string; name: string },
  now: number,
): Promise<void> {
  const { environmentId } = event
  const webhookIds = await webhooksFor(tx, environmentId, event.name)
  if (webhookIds.length === 0) return
  const rows = webhookIds.map(webhookId => ({
    id: newId('webhook-delivery'),
    environment_id: environmentId,
    webhook_id: webhookId,
    event_id: event.id,
    status: 'pending' as const,
    attempts: 0,
    next_attempt_at: now,
    first_attempted_at: null,
    last_attempted_at: null,
    response_status: null,
    failure: null,
    created_at: now,
    finished_at: null,
  }))
  await tx.insertInto('webhook_delivery').values(rows).execute()
  await enqueue(tx, 'deliver-webhook', webhookIds, now)
}

/** The enabled webhooks to which something is due. */
export async function webhooksWithDue(db: Db, now: number): Promise<string[]> {
  const rows = await db
    .selectFrom('webhook')
    .select('webhook.id')
    .where('webhook.status', '=', 'enabled')
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('webhook_delivery')
          .select('webhook_delivery.id')
          .whereRef('webhook_delivery.webhook_id', '=', 'webhook.id')
          .where('webhook_delivery.status', '=', 'pending')
          .where('webhook_delivery.next_attempt_at', '<=', now),
      ),
    )
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Takes the deliveries to a webhook that have been due for longest, so that nobody else sends them until `until`; none
 * where the webhook is not enabled any more. Call it inside a transaction, which decides who has them.
 */
export async function takeDue(
  tx: Db,
  webhookId: string,
  now: number,
  until: number,
  limit: number,
): Promise<WebhookDelivery[]> {
  const due = await tx
    .selectFrom('webhook_delivery')
    .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
    .selectAll('webhook_delivery')
    .where('webhook_delivery.webhook_id', '=', webhookId)
    .where('webhook_delivery.status', '=', 'pending')
    .where('webhook_delivery.next_attempt_at', '<=', now)
    .where('webhook.status', '=', 'enabled')
    .orderBy('webhook_delivery.next_attempt_at')
    .orderBy('webhook_delivery.id')
    .limit(limit)
    .execute()
  if (due.length === 0) return due
  const ids = due.map(({ id }) => id)
  await tx.updateTable('webhook_delivery').set({ next_attempt_at: until }).where('id', 'in', ids).execute()
  return due
}

/** How an attempt ended. */
export type AttemptEnd = Pick<WebhookDelivery, 'response_status' | 'failure'> & {
  /** `delivered`, or when the next attempt is due; null where there is none any more. */
  then: 'delivered' | number | null
}

/**
 * Writes down how an attempt ended. What has been delivered stays so, whatever a slower attempt of somebody else found;
 * an attempt that failed counts only where no other has ended since it was taken.
 */
export async function endAttempt(
  db: Db,
  taken: WebhookDelivery,
  end: AttemptEnd,
  now: number,
): Promise<void> {
  const { then, response_status, failure } = end
  const update = db
    .updateTable('webhook_delivery')
    .set({
      attempts: taken.attempts + 1,
      first_attempted_at: taken.first_attempted_at ?? now,
      last_attempted_at: now,
      response_status,
      failure,
      ...(typeof then === 'number'
        ? { next_attempt_at: then }
        : { status: then ?? 'failed', finished_at: now }),
    })
    .where('id', '=', taken.id)
  await (then === 'delivered'
    ? update.where('status', '<>', 'delivered')
    : update.where('status', '=', 'pending').where('attempts', '=', taken.attempts)
  ).execute()
}

/** Ends what is still on its way to a webhook that will not be asked again. */
export const abandonDeliveries = (tx: Db, webhookId: string, now: number) =>
  tx
    .updateTable('webhook_delivery')
    .set({ status: 'failed', failure: 'webhook_archived', finished_at: now })
    .where('webhook_id', '=', webhookId)
    .where('status', '=', 'pending')
    .execute()

/** Sends one delivery again, with all its attempts before it, as soon as possible. */
export async function restartDelivery(tx: Db, delivery: WebhookDelivery, now: number): Promise<void> {
  await restart(tx, now).where('id', '=', delivery.id).execute()
  await enqueue(tx, 'deliver-webhook', [delivery.webhook_id], now)
}

/** The same for every dead letter of a webhook; how many there were. */
export async function restartFailed(tx: Db, webhookId: string, now: number): Promise<number> {
  const result = await restart(tx, now)
    .where('webhook_id', '=', webhookId)
    .where('status', '=', 'failed')
    .executeTakeFirst()
  await enqueue(tx, 'deliver-webhook', [webhookId], now)
  return affected(result)
}

const restart = (tx: Db, now: number) =>
  tx.updateTable('webhook_delivery').set({
    status: 'pending',
    attempts: 0,
    next_attempt_at: now,
    first_attempted_at: null,
    finished_at: null,
  })

/** How long a delivery that has ended, and with it a dead letter, can be looked up and sent again, in ms: 30 days. */
export const DELIVERIES_KEPT_MS = 2_592_000_000
/** How many are forgotten in one statement. */
const FORGOTTEN_AT_ONCE = 1_000

/** Forgets the deliveries that ended {@link DELIVERIES_KEPT_MS} ago; the events themselves stay. */
export async function forgetOldDeliveries(db: Db, now: number): Promise<void> {
  const before = now - DELIVERIES_KEPT_MS
  for (;;) {
    const result = await db
      .deleteFrom('webhook_delivery')
      .where('id', 'in', old =>
        old
          .selectFrom('webhook_delivery')
          .select('id')
          .where('status', '<>', 'pending')
          .where('finished_at', '<=', before)
          .orderBy('finished_at')
          .limit(FORGOTTEN_AT_ONCE),
      )
      .executeTakeFirst()
    if (result.numDeletedRows < FORGOTTEN_AT_ONCE) return
  }
}

export interface DeliveryFilter extends CreatedFilter {
  webhookId?: string | undefined
  eventId?: string | undefined
  eventNames?: string[] | undefined
  status?: WebhookDelivery['status'] | undefined
  /** An identifier of it, of its event, or of what that is about; the reference id of that; or a part of a partner's name. */
  search?: string | undefined
}

/** A delivery with what its event is called. */
export type NamedDelivery = WebhookDelivery & { event_name: string }

export async function listDeliveries(
  db: Db,
  environmentId: string,
  filter: DeliveryFilter,
  page: PageRequest,
): Promise<Page<NamedDelivery>> {
  let query = whereCreated(deliveriesOf(db, environmentId), filter)
  if (filter.webhookId !== undefined) query = query.where('webhook_id', '=', filter.webhookId)
  if (filter.eventId !== undefined) query = query.where('event_id', '=', filter.eventId)
  if (filter.status !== undefined) query = query.where('status', '=', filter.status)
  const { eventNames } = filter
  if (eventNames !== undefined) {
    query = query.where(eb =>
      eb.exists(
        eb
          .selectFrom('event')
          .select('event.id')
          .whereRef('event.id', '=', 'webhook_delivery.event_id')
          .where('event.name', 'in', eventNames),
      ),
    )
  }
  const { search } = filter
  if (search === undefined) return readPage(query, page)
  const { objectIds, tokenIds, connectionIds } = await meaningOf(db, environmentId, search)
  const about = [...objectIds, ...tokenIds, ...connectionIds, ...(await redemptionsOf(db, tokenIds))]
  const found = query.where(eb =>
    eb.or([
      eb('id', '=', search),
      eb('event_id', '=', search),
      eb.exists(
        eb
          .selectFrom('event')
          .select('event.id')
          .whereRef('event.id', '=', 'webhook_delivery.event_id')
          .where('event.object_id', 'in', about),
      ),
    ]),
  )
  return readPage(found, page)
}

const deliveriesOf = (db: Db, environmentId: string) =>
  db
    .selectFrom('webhook_delivery')
    .selectAll()
    .select(eb =>
      eb
        .selectFrom('event')
        .select('event.name')
        .whereRef('event.id', '=', 'webhook_delivery.event_id')
        .$asScalar()
        .$notNull()
        .as('event_name'),
    )
    .where('environment_id', '=', environmentId)

export const findDelivery = (db: Db, environmentId: string, id: string): Promise<NamedDelivery | undefined> =>
  deliveriesOf(db, environmentId).where('id', '=', id).executeTakeFirst()
