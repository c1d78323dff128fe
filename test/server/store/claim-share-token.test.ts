import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import type { Connection } from '../../../server/store/connections.ts'
import {
  type Claim,
  claimShareToken,
  findShareToken,
  type ShareToken,
} from '../../../server/store/share-tokens.ts'
import { insertSideOf, NOW, openTestStore, type TestStore } from './fixture.ts'
import { connectionRow, shareTokenRow } from './rows.ts'

const EXPIRY = NOW + 60_000
const DESTINATION = { type: 'inquiry', id: newId('inquiry') }

interface Attempt {
  token?: Partial<ShareToken>
  connection?: Partial<Connection>
  claim?: Partial<Claim>
}

/**
 * Claims a token that is in order and the caller's, but for what is changed; whether it was won. Beside its connection
 * there always is another one, which is active.
 */
async function attempt(store: TestStore, changed: Attempt): Promise<boolean> {
  const { db, source, destination } = store
  await connectionRow(db, source, destination)
  const connection = await connectionRow(db, source, destination, changed.connection)
  const before = await shareTokenRow(db, connection, { expires_at: EXPIRY, ...changed.token })
  const claim: Claim = {
    tokenId: before.id,
    destinationEnvironmentId: destination.environmentId,
    challenge: null,
    mode: 'hydrate',
    destination: DESTINATION,
    now: EXPIRY - 1,
    ...changed.claim,
  }
  const won = await claimShareToken(db, claim)
  const after = await findShareToken(db, source.environmentId, before.id)
  const asClaimed: ShareToken = {
    ...before,
    status: 'pending',
    redeem_mode: 'hydrate',
    destination_type: DESTINATION.type,
    destination_id: DESTINATION.id,
    pending_at: claim.now,
    updated_at: claim.now,
  }
  expect(after).toEqual(won ? asClaimed : before)
  return won
}

describe('claiming a share token', () => {
  // Each condition holds the claim up by itself: the good attempt differs in it and in nothing else. `attempt` sees to
  // it that a claim that is won writes what it says, and one that is refused writes nothing.
  it.each<[what: string, refused: Attempt, won: Attempt]>([
    ['its last moment', { claim: { now: EXPIRY } }, { claim: { now: EXPIRY - 1 } }],
    ['long expired', { claim: { now: EXPIRY + 86_400_000 } }, { claim: { now: NOW } }],
    ['pending', { token: { status: 'pending' } }, { token: { status: 'created' } }],
    ['redeemed', { token: { status: 'redeemed' } }, { token: { status: 'created' } }],
    ['written down as expired', { token: { status: 'expired' } }, { token: { status: 'created' } }],
    ['failed', { token: { status: 'failed' } }, { token: { status: 'created' } }],
    ['connection pending', { connection: { status: 'pending' } }, { connection: { status: 'active' } }],
    ['connection inactive', { connection: { status: 'inactive' } }, { connection: { status: 'active' } }],
    [
      'bound, by a backend without a challenge',
      { token: { challenge: 'c' }, claim: { challenge: null } },
      { token: { challenge: 'c' }, claim: { challenge: 'c' } },
    ],
    [
      'bound, by another session',
      { token: { challenge: 'c' }, claim: { challenge: 'd' } },
      { token: { challenge: 'c' }, claim: { challenge: 'c' } },
    ],
    [
      'bound, by a challenge in other letters',
      { token: { challenge: 'c' }, claim: { challenge: 'C' } },
      { token: { challenge: 'c' }, claim: { challenge: 'c' } },
    ],
    [
      'bound, by an empty challenge',
      { token: { challenge: 'c' }, claim: { challenge: '' } },
      { token: { challenge: null }, claim: { challenge: '' } },
    ],
  ])('is refused: %s', async (_what, refused, won) => {
    const store = await openTestStore()
    expect(await attempt(store, refused)).toBe(false)
    expect(await attempt(store, won)).toBe(true)
  })

  it('is refused to everybody but the destination that it was made for', async () => {
    const store = await openTestStore()
    const { db, vault, source, destination } = store
    const production = await insertSideOf(db, vault, destination.organizationId, 'production')
    for (const { environmentId } of [source, production]) {
      expect(await attempt(store, { claim: { destinationEnvironmentId: environmentId } })).toBe(false)
    }
    const claim = { destinationEnvironmentId: destination.environmentId }
    expect(await attempt(store, { claim })).toBe(true)
  })

  it('is refused where there is no such token', async () => {
    const store = await openTestStore()
    expect(await attempt(store, { claim: { tokenId: newId('share-token') } })).toBe(false)
  })

  // Unbound tokens are the published way; whether a session may bring one is the connection's policy, decided above.
  it.each([
    ['a backend', null],
    ['a session', 'c'],
  ])('is won with a token that is bound to nobody, by %s', async (_who, challenge) => {
    const store = await openTestStore()
    expect(await attempt(store, { token: { challenge: null }, claim: { challenge } })).toBe(true)
  })

  it('leaves every other token alone', async () => {
    const store = await openTestStore()
    const connection = await connectionRow(store.db, store.source, store.destination)
    const other = await shareTokenRow(store.db, connection, { expires_at: EXPIRY })
    expect(await attempt(store, {})).toBe(true)
    expect(await findShareToken(store.db, store.source.environmentId, other.id)).toEqual(other)
  })

  // One token, one redemption, however many ask at once.
  it('is won by one of 32 at once', async () => {
    const { db, source, destination } = await openTestStore()
    const connection = await connectionRow(db, source, destination)
    const token = await shareTokenRow(db, connection)
    const ids = Array.from({ length: 32 }, () => newId('inquiry'))
    const outcomes = await Promise.all(
      ids.map(id =>
        claimShareToken(db, {
          tokenId: token.id,
          destinationEnvironmentId: destination.environmentId,
          challenge: null,
          mode: 'hydrate',
          destination: { type: 'inquiry', id },
          now: NOW,
        }),
      ),
    )
    const winners = ids.filter((_id, index) => outcomes[index])
    expect(winners).toHaveLength(1)
    const claimed = await findShareToken(db, destination.environmentId, token.id)
    expect(claimed?.destination_id).toBe(winners[0])
  })
})
