import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import { insertApiKey, listApiKeys } from '../../../server/store/api-keys.ts'
import { listConnections } from '../../../server/store/connections.ts'
import { listConsents } from '../../../server/store/consents.ts'
import { listEvents, recordEvent } from '../../../server/store/events.ts'
import { listInquiries } from '../../../server/store/inquiries.ts'
import type { Page, PageRequest } from '../../../server/store/page.ts'
import { listRedemptions } from '../../../server/store/redemptions.ts'
import { listShareTokens } from '../../../server/store/share-tokens.ts'
import { listTemplates } from '../../../server/store/templates.ts'
import { NOW, openTestStore, type TestStore } from './fixture.ts'
import { connectionRow, consentRow, inquiryRow, redemptionRow, shareTokenRow, templateRow } from './rows.ts'

type List = (store: TestStore, environmentId: string, page: PageRequest) => Promise<Page<{ id: string }>>
type Add = (store: TestStore) => Promise<unknown>

const connect = ({ db, source, destination }: TestStore) => connectionRow(db, source, destination)

/** Each list of the API, with what adds one row of the destination's to it. */
const LISTS: readonly [name: string, list: List, add: Add][] = [
  ['connections', ({ db }, id, page) => listConnections(db, id, {}, page), connect],
  [
    'share tokens',
    ({ db }, id, page) => listShareTokens(db, id, {}, page, NOW),
    async store => shareTokenRow(store.db, await connect(store)),
  ],
  [
    'consents',
    ({ db }, id, page) => listConsents(db, id, {}, page),
    async store => consentRow(store.db, await connect(store)),
  ],
  [
    'redemptions',
    ({ db }, id, page) => listRedemptions(db, id, {}, page),
    async store => redemptionRow(store.db, await connect(store)),
  ],
  [
    'inquiries',
    ({ db }, id, page) => listInquiries(db, id, {}, page),
    ({ db, destination }) => inquiryRow(db, destination),
  ],
  [
    'templates',
    ({ db }, id, page) => listTemplates(db, id, {}, page),
    ({ db, destination }) => templateRow(db, destination),
  ],
  [
    'API keys',
    ({ db }, id, page) => listApiKeys(db, id, {}, page),
    ({ db, destination }) => {
      const id = newId('api-key')
      const key = { name: 'Key', secret_hash: id, permissions_json: '[]', created_at: NOW }
      return insertApiKey(db, { id, environment_id: destination.environmentId, ...key })
    },
  ],
  [
    'events',
    ({ db }, id, page) => listEvents(db, id, {}, page),
    ({ db, destination: { environmentId } }) =>
      recordEvent(
        db,
        { environmentId, name: 'inquiry.created', object: { type: 'inquiry', id: 'inq_1' } },
        NOW,
      ),
  ],
]

const ROWS = 5

describe('every list', () => {
  // page.test.ts says what a page is; this says that each table is read by it.
  it.each(LISTS)(
    'is read from any row on, either way, newest or oldest first: %s',
    async (_name, list, add) => {
      const store = await openTestStore()
      for (let count = 0; count < ROWS; count += 1) await add(store)
      const read = async (
        size: number,
        cursor: PageRequest['cursor'] = null,
        order?: PageRequest['order'],
      ) => {
        const page = { size, cursor, ...(order ? { order } : {}) }
        return (await list(store, store.destination.environmentId, page)).rows.map(({ id }) => id)
      }
      const all = await read(ROWS + 1)
      expect(all).toHaveLength(ROWS)
      expect(all).toEqual([...all].sort().reverse())
      for (const [index, id] of all.entries()) {
        expect(await read(2, { direction: 'after', id })).toEqual(all.slice(index + 1, index + 3))
        expect(await read(2, { direction: 'before', id })).toEqual(all.slice(Math.max(0, index - 2), index))
      }
      const oldest = all.toReversed()
      expect(await read(ROWS + 1, null, 'oldest-first')).toEqual(oldest)
      for (const [index, id] of oldest.entries()) {
        const around = (direction: 'after' | 'before') => read(2, { direction, id }, 'oldest-first')
        expect(await around('after')).toEqual(oldest.slice(index + 1, index + 3))
        expect(await around('before')).toEqual(oldest.slice(Math.max(0, index - 2), index))
      }
    },
  )
})
