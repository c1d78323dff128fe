import { describe, expect, it } from 'vitest'
import { CHALLENGE_MS } from '../../../server/connect/dashboard-session.ts'
import { newId } from '../../../server/ids.ts'
import { insertOperator } from '../../../server/store/operators.ts'
import {
  findPasskeyByCredential,
  insertChallenge,
  insertPasskey,
  takeChallenge,
  usePasskey,
} from '../../../server/store/passkeys.ts'
import { NOW, openTestStore, type TestStore } from './fixture.ts'

/** Somebody of the destination. */
async function newOperator({ db, vault, destination }: TestStore): Promise<string> {
  const id = newId('operator')
  const { organizationId } = destination
  const person = { organizationId, name: 'A', role: 'admin', createdAt: NOW } as const
  await insertOperator(db, vault, { id, email: `${id}@bank.example`, ...person })
  return id
}

describe('a challenge', () => {
  // Guarantee: an authenticator that does not count tells no repetition; that a challenge is gone once it was signed does.
  it('is taken once, also by two at the same time', async () => {
    const { db } = await openTestStore()
    await insertChallenge(db, 'signed', null, NOW)
    const both = await Promise.all([1, 2].map(() => takeChallenge(db, 'signed', null, NOW)))
    expect(both.sort()).toEqual([false, true])
    expect(await takeChallenge(db, 'signed', null, NOW)).toBe(false)
  })

  it('has its time, to the millisecond, and is gone when it was late', async () => {
    const { db } = await openTestStore()
    for (const challenge of ['in time', 'late']) await insertChallenge(db, challenge, null, NOW)
    expect(await takeChallenge(db, 'in time', null, NOW + CHALLENGE_MS - 1)).toBe(true)
    expect(await takeChallenge(db, 'late', null, NOW + CHALLENGE_MS)).toBe(false)
    expect(await takeChallenge(db, 'late', null, NOW)).toBe(false)
  })

  it('is for whom it was made: nobody who is known yet, or that person', async () => {
    const store = await openTestStore()
    const { db } = store
    const [one, other] = [await newOperator(store), await newOperator(store)]
    const cases = [
      ['to sign in', null, one, false],
      ['to register', one, null, false],
      ['to register', one, other, false],
      ['to register', one, one, true],
    ] as const
    for (const [challenge, madeFor, takenBy, isGood] of cases) {
      await insertChallenge(db, challenge, madeFor, NOW)
      expect(await takeChallenge(db, challenge, takenBy, NOW)).toBe(isGood)
    }
  })
})

describe('a passkey', () => {
  async function withCounter(counter: number) {
    const store = await openTestStore()
    const { db, destination } = store
    const id = await newOperator(store)
    await insertPasskey(db, {
      id: newId('passkey'),
      operator_id: id,
      organization_id: destination.organizationId,
      credential_id: 'credential',
      public_key: Buffer.from('key'),
      counter,
      transports_json: '[]',
      is_synced: 0,
      name: 'Test',
      created_at: NOW,
      last_used_at: null,
    })
    const passkey = await findPasskeyByCredential(db, 'credential')
    if (!passkey) throw new Error('it is not there')
    return { db, passkey }
  }

  // Guarantee: of a key and its copy that have counted to the same number at the same time, one signs in.
  it('that counts has to have counted on, also when two sign at once', async () => {
    const { db, passkey } = await withCounter(4)
    expect(await usePasskey(db, passkey, 4, NOW)).toBe(false)
    expect(await usePasskey(db, passkey, 3, NOW)).toBe(false)
    expect(await usePasskey(db, passkey, 0, NOW)).toBe(false)
    const both = await Promise.all([1, 2].map(() => usePasskey(db, passkey, 5, NOW)))
    expect(both.sort()).toEqual([false, true])
  })

  it('that does not count signs in again and again, each time with a challenge of its own', async () => {
    const { db, passkey } = await withCounter(0)
    expect(await usePasskey(db, passkey, 0, NOW)).toBe(true)
    expect(await usePasskey(db, passkey, 0, NOW)).toBe(true)
  })
})
