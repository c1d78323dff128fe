import { describe, expect, it } from 'vitest'
import { SealBroken } from '../../../server/store/seal.ts'
import { extendSession, findSession, openVerifier } from '../../../server/store/sessions.ts'
import { openTestStore } from './fixture.ts'
import { connectionRow, sessionRow } from './rows.ts'

async function withSessions() {
  const store = await openTestStore()
  const connection = await connectionRow(store.db, store.source, store.destination)
  const one = await sessionRow(store.db, store.destination, connection)
  const other = await sessionRow(store.db, store.destination, connection)
  return { ...store, one, other }
}

describe('a session', () => {
  it('is found by its id, and where there is none there is none', async () => {
    const { db, one, other } = await withSessions()
    expect((await findSession(db, one.id))?.id).toBe(one.id)
    expect((await findSession(db, other.id))?.id).toBe(other.id)
    expect(await findSession(db, 'cses_none')).toBeUndefined()
  })

  it('is given more time, never less, and no other one is', async () => {
    const { db, one, other } = await withSessions()
    const expiry = async (id: string) => (await findSession(db, id))?.expires_at
    await extendSession(db, one.id, one.expires_at + 1_000)
    expect(await expiry(one.id)).toBe(one.expires_at + 1_000)
    await extendSession(db, one.id, one.expires_at)
    expect(await expiry(one.id)).toBe(one.expires_at + 1_000)
    expect(await expiry(other.id)).toBe(other.expires_at)
  })
})

describe("a session's verifier", () => {
  it('is opened for its own session', async () => {
    const { db, destination, one } = await withSessions()
    const stored = await findSession(db, one.id)
    if (!stored) throw new Error('the session is gone')
    expect(openVerifier(destination.vault, stored)).toBe(`verifier of ${one.id}`)
  })

  // A token that is bound to one session is not redeemed by a session that borrows its verifier.
  it('is not opened for another session or by another environment', async () => {
    const { source, destination, one, other } = await withSessions()
    const borrowing = { ...other, sealed_verifier: one.sealed_verifier }
    expect(() => openVerifier(destination.vault, borrowing)).toThrow(SealBroken)
    expect(() => openVerifier(source.vault, one)).toThrow(SealBroken)
  })
})
