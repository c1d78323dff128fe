import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import {
  directionFor,
  expireOutstanding,
  findPresented,
  findShareToken,
  listShareTokens,
  nameDestination,
  type ShareToken,
  type ShareTokenFilter,
  settleShareToken,
  statusAt,
} from '../../../server/store/share-tokens.ts'
import type { Db } from '../../../server/store/store.ts'
import type { ShareTokenStatus } from '../../../server/store/tables/sharing.ts'
import { insertSide, NOW, openTestStore } from './fixture.ts'
import { connectionRow, shareTokenRow } from './rows.ts'

const EXPIRY = NOW + 60_000
const STATUSES: readonly ShareTokenStatus[] = ['created', 'pending', 'redeemed', 'expired', 'failed']

const idsOf = async (db: Db, environmentId: string, filter: ShareTokenFilter, now: number) =>
  (await listShareTokens(db, environmentId, filter, { size: 10, cursor: null }, now)).rows.map(({ id }) => id)

async function withToken(change: Partial<ShareToken> = {}) {
  const store = await openTestStore()
  const connection = await connectionRow(store.db, store.source, store.destination)
  const token = await shareTokenRow(store.db, connection, change)
  const read = () => findShareToken(store.db, store.source.environmentId, token.id)
  return { ...store, connection, token, read }
}

describe('a share token', () => {
  it('is found by both of its sides and by nobody else', async () => {
    const { db, vault, source, destination, token } = await withToken()
    const stranger = await insertSide(db, vault)
    expect(await findShareToken(db, source.environmentId, token.id)).toEqual(token)
    expect(await findShareToken(db, destination.environmentId, token.id)).toEqual(token)
    expect(await findShareToken(db, stranger.environmentId, token.id)).toBeUndefined()
  })

  it('goes out of its source and comes in at its destination', async () => {
    const { source, destination, token } = await withToken()
    expect(directionFor(token, source.environmentId)).toBe('outbound')
    expect(directionFor(token, destination.environmentId)).toBe('inbound')
  })

  it('is listed by connection and direction, each side seeing its own', async () => {
    const { db, source, destination, connection, token } = await withToken()
    const back = await connectionRow(db, destination, source)
    const returning = await shareTokenRow(db, back)
    const list = (filter: ShareTokenFilter) => idsOf(db, source.environmentId, filter, NOW)
    expect(await list({})).toEqual([returning.id, token.id])
    expect(await list({ direction: 'outbound' })).toEqual([token.id])
    expect(await list({ direction: 'inbound' })).toEqual([returning.id])
    expect(await list({ connectionId: connection.id })).toEqual([token.id])
    expect(await list({ connectionId: back.id, direction: 'outbound' })).toEqual([])
  })

  // A list says of each token what the token itself says, at every moment.
  it('is listed under the status that it has at that moment', async () => {
    const { db, source, connection } = await withToken()
    for (const status of STATUSES) await shareTokenRow(db, connection, { status })
    const all = await idsOf(db, source.environmentId, {}, NOW)
    expect(all).toHaveLength(STATUSES.length + 1)
    for (const now of [NOW, EXPIRY - 1, EXPIRY, EXPIRY + 1]) {
      const tokens = await Promise.all(all.map(id => findShareToken(db, source.environmentId, id)))
      for (const status of STATUSES) {
        const expected = tokens.filter(token => token && statusAt(token, now) === status)
        const listed = await idsOf(db, source.environmentId, { status }, now)
        expect([now, status, listed]).toEqual([now, status, expected.map(token => token?.id)])
      }
    }
  })

  // Nobody has to write an expiry down for it to hold.
  it.each<[ShareTokenStatus, ShareTokenStatus]>([
    ['created', 'expired'],
    ['pending', 'pending'],
    ['redeemed', 'redeemed'],
    ['failed', 'failed'],
    ['expired', 'expired'],
  ])('that is %s when its time runs out is then %s', async (status, later) => {
    const { token } = await withToken({ status })
    expect(statusAt(token, token.expires_at - 1)).toBe(status)
    expect(statusAt(token, token.expires_at)).toBe(later)
  })
})

describe('the token that a session presents', () => {
  it('is found by its secret, at its destination only', async () => {
    const { db, source, destination, token } = await withToken()
    const find = (environmentId: string, id: string, secretHash: string) =>
      findPresented(db, environmentId, { id, secretHash })
    expect(await find(destination.environmentId, token.id, token.secret_hash)).toEqual(token)
    expect(await find(destination.environmentId, token.id, 'another hash')).toBeUndefined()
    expect(await find(destination.environmentId, newId('share-token'), token.secret_hash)).toBeUndefined()
    expect(await find(source.environmentId, token.id, token.secret_hash)).toBeUndefined()
  })

  it('is found by its id alone where it is bound to that session', async () => {
    const { db, source, destination, token } = await withToken({ challenge: 'challenge' })
    const find = (environmentId: string, challenge: string) =>
      findPresented(db, environmentId, { id: token.id, challenge })
    expect(await find(destination.environmentId, 'challenge')).toEqual(token)
    expect(await find(destination.environmentId, 'another')).toBeUndefined()
    expect(await find(destination.environmentId, '')).toBeUndefined()
    expect(await find(source.environmentId, 'challenge')).toBeUndefined()
  })

  // An id is no secret: a token that is bound to nobody is never found by it.
  it('is not found by its id where it is not bound', async () => {
    const { db, destination, token } = await withToken({ challenge: null })
    for (const challenge of ['', 'null', 'challenge']) {
      const presented = { id: token.id, challenge }
      expect(await findPresented(db, destination.environmentId, presented)).toBeUndefined()
    }
  })
})

describe('a pending token', () => {
  it('ends as redeemed', async () => {
    const { db, connection, token, read } = await withToken({ status: 'pending' })
    const other = await shareTokenRow(db, connection, { status: 'pending' })
    await settleShareToken(db, token.id, { status: 'redeemed' }, NOW + 7)
    expect(await findShareToken(db, other.source_environment_id, other.id)).toEqual(other)
    expect(await read()).toEqual({ ...token, status: 'redeemed', redeemed_at: NOW + 7, updated_at: NOW + 7 })
  })

  it('ends as failed, with the reason', async () => {
    const { db, token, read } = await withToken({ status: 'pending' })
    await settleShareToken(db, token.id, { status: 'failed', reason: 'source_not_found' }, NOW + 7)
    expect(await read()).toEqual({
      ...token,
      status: 'failed',
      failed_at: NOW + 7,
      failure_reason: 'source_not_found',
      updated_at: NOW + 7,
    })
  })

  // A token ends once.
  it.each<ShareTokenStatus>(['created', 'redeemed', 'expired', 'failed'])(
    'is the only one that ends: not one that is %s',
    async status => {
      const { db, token, read } = await withToken({ status })
      await settleShareToken(db, token.id, { status: 'redeemed' }, NOW + 7)
      await settleShareToken(db, token.id, { status: 'failed', reason: 'import_failed' }, NOW + 8)
      expect(await read()).toEqual(token)
    },
  )
})

describe('ending the tokens that nobody has redeemed', () => {
  it('ends those of one connection, and says which', async () => {
    const { db, source, destination, connection, token } = await withToken()
    const second = await shareTokenRow(db, connection)
    const elsewhere = await shareTokenRow(db, await connectionRow(db, source, destination))
    expect(await expireOutstanding(db, { connectionId: connection.id }, NOW + 7)).toHaveLength(2)
    const status = async (id: string) => (await findShareToken(db, source.environmentId, id))?.status
    expect([await status(token.id), await status(second.id), await status(elsewhere.id)]).toEqual([
      'expired',
      'expired',
      'created',
    ])
  })

  it('ends those that rest on one consent', async () => {
    const { db, source, connection, token } = await withToken({ consent_id: 'cns_1' })
    const elsewhere = await shareTokenRow(db, connection, { consent_id: 'cns_2' })
    expect(await expireOutstanding(db, { consentId: 'cns_1' }, NOW + 7)).toHaveLength(1)
    expect((await findShareToken(db, source.environmentId, token.id))?.status).toBe('expired')
    expect(await findShareToken(db, source.environmentId, elsewhere.id)).toEqual(elsewhere)
  })

  it('ends one alone', async () => {
    const { db, source, connection, token, read } = await withToken()
    const second = await shareTokenRow(db, connection)
    expect(await expireOutstanding(db, { tokenId: token.id }, NOW + 7)).toHaveLength(1)
    expect(await read()).toEqual({ ...token, status: 'expired', updated_at: NOW + 7 })
    expect(await findShareToken(db, source.environmentId, second.id)).toEqual(second)
  })

  // A redemption that has begun goes on, and what has ended stays as it ended.
  it.each<ShareTokenStatus>(['pending', 'redeemed', 'expired', 'failed'])(
    'leaves one that is %s',
    async status => {
      const { db, connection, token, read } = await withToken({ status })
      expect(await expireOutstanding(db, { tokenId: token.id }, NOW + 7)).toHaveLength(0)
      expect(await expireOutstanding(db, { connectionId: connection.id }, NOW + 7)).toHaveLength(0)
      expect(await read()).toEqual(token)
    },
  )
})

describe('the object that a clone has become', () => {
  it('is named on its pending token, and on no other', async () => {
    const { db, connection, token, read } = await withToken({ status: 'pending' })
    const other = await shareTokenRow(db, connection, { status: 'pending' })
    const redeemed = await shareTokenRow(db, connection, { status: 'redeemed' })
    await nameDestination(db, token.id, 'inq_1')
    await nameDestination(db, redeemed.id, 'inq_1')
    expect(await read()).toEqual({ ...token, destination_id: 'inq_1' })
    for (const row of [other, redeemed]) {
      expect(await findShareToken(db, row.destination_environment_id, row.id)).toEqual(row)
    }
  })
})
