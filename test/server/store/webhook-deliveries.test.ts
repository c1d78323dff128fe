import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import { recordEvent } from '../../../server/store/events.ts'
import type { Db } from '../../../server/store/store.ts'
import { DELIVERIES_KEPT_MS, forgetOldDeliveries } from '../../../server/store/webhook-deliveries.ts'
import { NOW, openTestStore, type Side } from './fixture.ts'

/** An enabled webhook that wants every event. */
async function webhookRow(db: Db, { environmentId, vault }: Side): Promise<void> {
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
}

/** A delivery that ended so at NOW. */
async function withDelivery(status: 'delivered' | 'failed' | 'pending') {
  const store = await openTestStore()
  const { db, destination } = store
  await webhookRow(db, destination)
  const object = { type: 'inquiry', id: newId('inquiry') }
  const event = { environmentId: destination.environmentId, name: 'inquiry.completed', object } as const
  await recordEvent(db, event, NOW)
  const finished_at = status === 'pending' ? null : NOW
  await db.updateTable('webhook_delivery').set({ status, finished_at }).execute()
  const count = async () => (await db.selectFrom('webhook_delivery').select('id').execute()).length
  return { db, count }
}

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
