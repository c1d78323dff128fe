import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import {
  decisionOf,
  findConsent,
  getNotice,
  keepNotice,
  listConsents,
  withdrawalOf,
} from '../../../server/store/consents.ts'
import { isPostgres } from '../database.ts'
import { NOW, openTestStore } from './fixture.ts'
import { connectionRow, consentRow, sessionRow } from './rows.ts'

/** A connection and two sessions over it. */
async function withSessions() {
  const store = await openTestStore()
  const { db, source, destination } = store
  const connection = await connectionRow(db, source, destination)
  const first = await sessionRow(db, destination, connection)
  const second = await sessionRow(db, destination, connection)
  return { ...store, connection, sessions: [first.id, second.id] as const }
}

/** On PostgreSQL the server's role may not even ask; for the owner of the table see postgres/wall.test.ts. */
const REFUSED = isPostgres ? 'permission denied for table consent' : 'consent records are append-only'

describe('a consent record', () => {
  // What somebody agreed to cannot be rewritten afterwards, by nobody and in no column.
  it.each([
    { decision: 'declined' as const },
    { data_types_json: '["name","selfie"]' },
    { created_at: NOW + 1 },
    { notice_hash: null },
    { locale: 'en' },
  ])('refuses every update: %j', async change => {
    const { db, source, destination } = await openTestStore()
    const connection = await connectionRow(db, source, destination)
    const consent = await consentRow(db, connection)
    const updating = db.updateTable('consent').set(change).where('id', '=', consent.id).execute()
    await expect(updating).rejects.toThrow(REFUSED)
    expect(await findConsent(db, destination.environmentId, consent.id)).toEqual(consent)
  })

  it('refuses an update in the guise of an insert', async () => {
    const { db, source, destination } = await openTestStore()
    const connection = await connectionRow(db, source, destination)
    const consent = await consentRow(db, connection)
    const upserting = db
      .insertInto('consent')
      .values({ ...consent, decision: 'declined' })
      .onConflict(conflict => conflict.column('id').doUpdateSet({ decision: 'declined' }))
      .execute()
    await expect(upserting).rejects.toThrow(REFUSED)
    expect(await findConsent(db, destination.environmentId, consent.id)).toEqual(consent)
  })

  // SQLite, and it alone, replaces a row by deleting and inserting it, which is no update to an update trigger.
  it.skipIf(isPostgres)('refuses to be replaced', async () => {
    const { db, source, destination } = await openTestStore()
    const connection = await connectionRow(db, source, destination)
    const consent = await consentRow(db, connection)
    const replacing = db
      .replaceInto('consent')
      .values({ ...consent, decision: 'declined' })
      .execute()
    await expect(replacing).rejects.toThrow('consent records are append-only')
    expect(await findConsent(db, destination.environmentId, consent.id)).toEqual(consent)
  })

  it('refuses to be deleted', async () => {
    const { db, source, destination } = await openTestStore()
    const connection = await connectionRow(db, source, destination)
    const consent = await consentRow(db, connection)
    const deleting = db.deleteFrom('consent').where('id', '=', consent.id).execute()
    await expect(deleting).rejects.toThrow(REFUSED)
    expect(await findConsent(db, destination.environmentId, consent.id)).toEqual(consent)
  })

  it('is one to a session: a second answer does not replace the first', async () => {
    const { db, connection, sessions } = await withSessions()
    const first = await consentRow(db, connection, { session_id: sessions[0], decision: 'declined' })
    const second = consentRow(db, connection, { session_id: sessions[0], decision: 'granted' })
    await expect(second).rejects.toThrow(/UNIQUE/i)
    expect(await decisionOf(db, sessions[0])).toEqual(first)
  })

  it('is one to each session', async () => {
    const { db, connection, sessions } = await withSessions()
    await consentRow(db, connection, { session_id: sessions[0] })
    const other = await consentRow(db, connection, { session_id: sessions[1], decision: 'declined' })
    expect(await decisionOf(db, sessions[1])).toEqual(other)
  })

  // Terms of service are no decision of the person.
  it('by terms is not taken for the decision of a session', async () => {
    const { db, connection, sessions } = await withSessions()
    await consentRow(db, connection, { session_id: sessions[0], basis: 'terms' })
    expect(await decisionOf(db, sessions[0])).toBeUndefined()
    const decision = await consentRow(db, connection, { session_id: sessions[0] })
    expect(await decisionOf(db, sessions[0])).toEqual(decision)
  })

  it.each([
    ['consent', 'granted', true],
    ['terms', 'declined', true],
    ['habit', 'granted', false],
    ['consent', 'perhaps', false],
  ])('has a basis and a decision of those that there are: %s, %s', async (basis, decision, known) => {
    const { db, source, destination } = await openTestStore()
    const connection = await connectionRow(db, source, destination)
    const inserting = sql`
      insert into consent (id, environment_id, side, connection_id, basis, decision, data_types_json, created_at)
      values ('cns_1', 'env_1', 'source', ${connection.id}, ${basis}, ${decision}, '[]', ${NOW})`.execute(db)
    if (known) await expect(inserting).resolves.toBeDefined()
    else await expect(inserting).rejects.toThrow(/CHECK/i)
  })

  it("is found and listed by its own environment and by nobody else's", async () => {
    const { db, source, destination } = await openTestStore()
    const connection = await connectionRow(db, source, destination)
    const other = await consentRow(db, connection)
    const consent = await consentRow(db, connection)
    const page = { size: 10, cursor: null }
    expect(await findConsent(db, destination.environmentId, consent.id)).toEqual(consent)
    expect((await listConsents(db, destination.environmentId, {}, page)).rows).toEqual([consent, other])
    expect(await findConsent(db, source.environmentId, consent.id)).toBeUndefined()
    expect((await listConsents(db, source.environmentId, {}, page)).rows).toEqual([])
  })
})

describe('a withdrawal', () => {
  it('is a record of its own, which leaves the decision as it was', async () => {
    const { db, connection, sessions } = await withSessions()
    const decision = await consentRow(db, connection, { session_id: sessions[0] })
    expect(await withdrawalOf(db, decision.id)).toBeUndefined()
    const change = { session_id: sessions[0], decision: 'withdrawn', withdraws_id: decision.id } as const
    const withdrawal = await consentRow(db, connection, change)
    expect(withdrawal.session_id).toBe(decision.session_id)
    expect(await withdrawalOf(db, decision.id)).toEqual(withdrawal)
    expect(await decisionOf(db, sessions[0])).toEqual(decision)
  })

  it('is never taken for the decision', async () => {
    const { db, connection, sessions } = await withSessions()
    const earlier = await consentRow(db, connection)
    const change = { session_id: sessions[0], decision: 'withdrawn', withdraws_id: earlier.id } as const
    await consentRow(db, connection, change)
    const decision = await consentRow(db, connection, { session_id: sessions[0] })
    expect(await decisionOf(db, sessions[0])).toEqual(decision)
  })

  it('happens once', async () => {
    const { db, connection } = await withSessions()
    const decision = await consentRow(db, connection)
    const change = { decision: 'withdrawn', withdraws_id: decision.id } as const
    await consentRow(db, connection, change)
    await expect(consentRow(db, connection, change)).rejects.toThrow(/UNIQUE/i)
  })
})

describe('a notice', () => {
  // What was shown stays as it was shown, however often it is shown again.
  it('is kept once, under its hash, as it was first', async () => {
    const { db } = await openTestStore()
    await keepNotice(db, { hash: 'sha-256:1', body: '{"purpose":"a"}', created_at: NOW })
    await keepNotice(db, { hash: 'sha-256:1', body: '{"purpose":"b"}', created_at: NOW + 1 })
    await keepNotice(db, { hash: 'sha-256:2', body: '{"purpose":"c"}', created_at: NOW })
    expect(await getNotice(db, 'sha-256:1')).toEqual({
      hash: 'sha-256:1',
      body: '{"purpose":"a"}',
      created_at: NOW,
    })
    expect((await getNotice(db, 'sha-256:2')).body).toBe('{"purpose":"c"}')
  })
})
