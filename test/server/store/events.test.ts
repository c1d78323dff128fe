import { describe, expect, it } from 'vitest'
import { type EventFilter, findEvent, listEvents, recordEvent } from '../../../server/store/events.ts'
import { transaction } from '../../../server/store/store.ts'
import { NOW, openTestStore, type TestStore } from './fixture.ts'

const record = ({ db }: TestStore, environmentId: string, inquiryId: string) =>
  recordEvent(db, { environmentId, name: 'inquiry.created', object: { type: 'inquiry', id: inquiryId } }, NOW)

const listed = async ({ db }: TestStore, environmentId: string, size = 100) =>
  (await listEvents(db, environmentId, {}, { size, cursor: null })).rows

describe('an event', () => {
  it('says what happened to which object, and when', async () => {
    const store = await openTestStore()
    const { environmentId } = store.source
    const event = {
      environmentId,
      name: 'verification.failed' as const,
      object: { type: 'verification/document', id: 'ver_1' },
      attributes: { status: 'failed' },
    }
    await recordEvent(store.db, event, NOW)
    const [recorded] = await listed(store, environmentId)
    expect(recorded).toMatchObject({
      environment_id: environmentId,
      name: 'verification.failed',
      object_type: 'verification/document',
      object_id: 'ver_1',
      attributes_json: '{"status":"failed"}',
      created_at: NOW,
    })
    expect(await findEvent(store.db, environmentId, recorded?.id ?? '')).toEqual(recorded)
  })

  it('is found and listed by its own environment alone', async () => {
    const store = await openTestStore()
    const [ours, theirs] = [store.source.environmentId, store.destination.environmentId]
    for (const inquiryId of ['inq_1', 'inq_2']) await record(store, ours, inquiryId)
    const events = await listed(store, ours)
    expect(events).toHaveLength(2)
    for (const event of events) {
      expect(await findEvent(store.db, ours, event.id)).toEqual(event)
      expect(await findEvent(store.db, theirs, event.id)).toBeUndefined()
    }
    expect(await listed(store, theirs)).toEqual([])
  })

  // What did not happen is not told.
  it('is gone with the transaction that it belongs to', async () => {
    const store = await openTestStore()
    const failing = transaction(store.db, async tx => {
      await record({ ...store, db: tx }, store.source.environmentId, 'inq_1')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await listed(store, store.source.environmentId)).toEqual([])
  })
})

describe('the list of events', () => {
  it('can be narrowed by name, object and id, each further', async () => {
    const store = await openTestStore()
    const { environmentId } = store.source
    const object = { type: 'inquiry', id: 'inq_1' }
    await record(store, environmentId, 'inq_1')
    await record(store, environmentId, 'inq_2')
    await recordEvent(store.db, { environmentId, name: 'inquiry.completed', object }, NOW)
    const [completed, second, first] = (await listed(store, environmentId)).map(({ id }) => id)
    if (!completed || !second || !first) throw new Error('there are three events')
    const list = async (filter: EventFilter) =>
      (await listEvents(store.db, environmentId, filter, { size: 10, cursor: null })).rows.map(({ id }) => id)
    expect(await list({ names: ['inquiry.created'] })).toEqual([second, first])
    expect(await list({ objectIds: ['inq_1'] })).toEqual([completed, first])
    expect(await list({ names: ['inquiry.created'], objectIds: ['inq_1'] })).toEqual([first])
    expect(await list({ ids: [first, completed], names: ['inquiry.completed'] })).toEqual([completed])
    expect(await list({ ids: [second] })).toEqual([second])
    expect(await list({ names: [] })).toEqual([])
  })

  // The pages of page.test.ts, through a real table with another environment's rows in between.
  it('is walked page by page, newest first, each event once', async () => {
    const store = await openTestStore()
    const { environmentId } = store.source
    for (let count = 0; count < 7; count += 1) {
      await record(store, environmentId, `inq_${count}`)
      await record(store, store.destination.environmentId, 'inq_other')
    }
    const all = await listed(store, environmentId)
    expect(all.map(event => event.object_id)).toEqual([
      'inq_6',
      'inq_5',
      'inq_4',
      'inq_3',
      'inq_2',
      'inq_1',
      'inq_0',
    ])
    for (const size of [1, 2, 3, 7, 8]) {
      for (const [index, { id }] of all.entries()) {
        const page = (direction: 'after' | 'before') =>
          listEvents(store.db, environmentId, {}, { size, cursor: { direction, id } })
        expect((await page('after')).rows).toEqual(all.slice(index + 1, index + 1 + size))
        expect((await page('before')).rows).toEqual(all.slice(Math.max(0, index - size), index))
      }
    }
  })
})
