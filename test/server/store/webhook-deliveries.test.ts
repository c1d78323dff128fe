import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import { recordEvent } from '../../../server/store/events.ts'
import { type Db, transaction } from '../../../server/store/store.ts'
import {
  DELIVERIES_KEPT_MS,
  endAttempt,
  forgetOldDeliveries,
  restartDelivery,
  takeDue,
  type WebhookDelivery,
} from '../../../server/store/webhook-deliveries.ts'
import { NOW, openTestStore, type Side } from './fixture.ts'

/** An enabled webhook that wants every event. */
async function webhookRow(db: Db, { environmentId, vault }: Side): Promise<string> {
  const id = newId('webhook')
  await db
    .insertInto('webhook')
    .values({
      id,
      environment_id: environmentId,
      name: 'Test',
      description: null,
      url: 'https://receiver.example',
      status: 'enabled',
      inflection: 'kebab',
      blocklist_json: '[]',
      enabled_events_json: '["inquiry.completed"]',
      file_access_seconds: 0,
      sealed_headers: vault.seal('{}', ['test']),
      sealed_secret: vault.seal('secret', ['test']),
      sealed_previous_secret: null,
      previous_secret_expires_at: null,
      created_at: NOW,
      updated_at: NOW,
    })
    .execute()
  return id
}

/** A delivery that ended so at NOW. */
async function withDelivery(status: 'delivered' | 'failed' | 'pending') {
  const store = await openTestStore()
  const { db, destination } = store
  const webhookId = await webhookRow(db, destination)
  const object = { type: 'inquiry', id: newId('inquiry') }
  const event = { environmentId: destination.environmentId, name: 'inquiry.completed', object } as const
  await recordEvent(db, event, NOW)
  const finished_at = status === 'pending' ? null : NOW
  await db.updateTable('webhook_delivery').set({ status, finished_at }).execute()
  const count = async () => (await db.selectFrom('webhook_delivery').select('id').execute()).length
  const row = () => db.selectFrom('webhook_delivery').selectAll().executeTakeFirstOrThrow()
  return { db, count, webhookId, row }
}

/** How long a delivery belongs to who has taken it, in ms. */
const LEASE_MS = 1_000

describe('a webhook delivery', () => {
  it.each(['delivered', 'failed'] as const)(
    'that is %s is kept for 30 days, to the millisecond',
    async status => {
      const { db, count } = await withDelivery(status)
      await forgetOldDeliveries(db, NOW + DELIVERIES_KEPT_MS - 1)
      expect(await count()).toBe(1)
      await forgetOldDeliveries(db, NOW + DELIVERIES_KEPT_MS)
      expect(await count()).toBe(0)
      expect(await db.selectFrom('event').select('name').execute()).toEqual([{ name: 'inquiry.completed' }])
    },
  )

  it('that is still on its way is never forgotten', async () => {
    const { db, count } = await withDelivery('pending')
    await forgetOldDeliveries(db, NOW + 10 * DELIVERIES_KEPT_MS)
    expect(await count()).toBe(1)
  })
})

describe('an event', () => {
  // Guarantee: what is told is what has happened: it is queued with it, or neither is there.
  it.each([
    ['is queued with what it tells', false, 1],
    ['is not queued where that is taken back', true, 0],
  ])('%s', async (_, isTakenBack, expected) => {
    const { db, destination } = await openTestStore()
    await webhookRow(db, destination)
    const object = { type: 'inquiry', id: newId('inquiry') }
    const event = { environmentId: destination.environmentId, name: 'inquiry.completed', object } as const
    const happening = transaction(db, async tx => {
      await recordEvent(tx, event, NOW)
      if (isTakenBack) throw new Error('taken back')
    })
    await happening.catch(() => {})
    const tables = ['event', 'webhook_delivery', 'outbox'] as const
    const rows = tables.map(table => db.selectFrom(table).selectAll().execute())
    expect((await Promise.all(rows)).map(found => found.length)).toEqual([expected, expected, expected])
  })
})

describe('what is due', () => {
  // Guarantee: what a webhook is sent ends with its being disabled, also for who began to send before.
  it.each(['disabled', 'archived'] as const)('is not taken for a webhook that is %s', async status => {
    const { db, webhookId, row } = await withDelivery('pending')
    await db.updateTable('webhook').set({ status }).execute()
    expect(await takeDue(db, webhookId, NOW, NOW + LEASE_MS, 10)).toEqual([])
    expect((await row()).next_attempt_at).toBe(NOW)
    await db.updateTable('webhook').set({ status: 'enabled' }).execute()
    expect(await takeDue(db, webhookId, NOW, NOW + LEASE_MS, 10)).toHaveLength(1)
  })

  it('belongs to who has taken it until its time is over', async () => {
    const { db, webhookId } = await withDelivery('pending')
    const take = (now: number) => takeDue(db, webhookId, now, now + LEASE_MS, 10)
    expect(await take(NOW)).toHaveLength(1)
    expect(await take(NOW + LEASE_MS - 1)).toEqual([])
    expect(await take(NOW + LEASE_MS)).toHaveLength(1)
  })
})

describe('of two attempts of which the first took longer than it had', () => {
  type Then = Parameters<typeof endAttempt>[2]['then']

  async function twice() {
    const { db, webhookId, row } = await withDelivery('pending')
    const [slow] = await takeDue(db, webhookId, NOW, NOW + LEASE_MS, 10)
    const [fast] = await takeDue(db, webhookId, NOW + LEASE_MS, NOW + 2 * LEASE_MS, 10)
    if (!slow || !fast) throw new Error('it was not taken twice')
    const end = (taken: WebhookDelivery, then: Then) => {
      const response_status = then === 'delivered' ? 200 : 500
      return endAttempt(db, taken, { response_status, failure: null, then }, NOW + 2 * LEASE_MS)
    }
    return { slow, fast, end, row }
  }

  // Guarantee: a receiver gets the published number of attempts, however slow it is.
  it('one counts, where both fail', async () => {
    const { slow, fast, end, row } = await twice()
    await end(fast, NOW + 9 * LEASE_MS)
    const after = await row()
    expect(after).toMatchObject({ attempts: 1, next_attempt_at: NOW + 9 * LEASE_MS })
    await end(slow, NOW + 5 * LEASE_MS)
    expect(await row()).toEqual(after)
    await end(slow, null)
    expect(await row()).toEqual(after)
  })

  it('the slow one that arrived has delivered it, though the other failed', async () => {
    const { slow, fast, end, row } = await twice()
    await end(fast, NOW + 9 * LEASE_MS)
    await end(slow, 'delivered')
    expect(await row()).toMatchObject({ status: 'delivered', finished_at: NOW + 2 * LEASE_MS })
  })

  it('the slow one that failed takes nothing back, where the other arrived', async () => {
    const { slow, fast, end, row } = await twice()
    await end(fast, 'delivered')
    const after = await row()
    await end(slow, NOW + 5 * LEASE_MS)
    expect(await row()).toEqual(after)
  })
})

describe('a delivery that is asked for again', () => {
  it('has all its attempts before it, and none behind it', async () => {
    const { db, row } = await withDelivery('failed')
    const used = { attempts: 8, first_attempted_at: NOW, response_status: 500 }
    await db.updateTable('webhook_delivery').set(used).execute()
    await restartDelivery(db, await row(), NOW + LEASE_MS)
    expect(await row()).toMatchObject({
      status: 'pending',
      attempts: 0,
      first_attempted_at: null,
      finished_at: null,
      next_attempt_at: NOW + LEASE_MS,
    })
  })
})
