import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { AWAITING_INPUT_SECONDS } from '../../../server/connect/session.ts'
import { askedIn, awaitInput, BILL, FILES, giveFields, giveForm, inquiryOf, statusOf } from '../awaiting.ts'
import {
  decide,
  followToEnd,
  type OpenSession,
  openSession,
  share,
  startServer,
  type TestServer,
} from '../harness.ts'

let ahead = 0
let server: TestServer
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + ahead })
})
afterAll(() => server.close())

describe('the inputs of a session that does not await any', () => {
  const others: [string, () => Promise<OpenSession>][] = [
    ['is open', () => openSession(server)],
    [
      'has been granted',
      async () => {
        const session = await openSession(server)
        await decide(server, session)
        return session
      },
    ],
    [
      'has been declined',
      async () => {
        const session = await openSession(server)
        await decide(server, session, { decision: 'declined', 'data-types': [] })
        return session
      },
    ],
    ['is completed', async () => (await share(server)).session],
  ]
  // Guarantee: nothing is told and nothing taken outside of the one status, and the refusal names nothing personal.
  it.each(others)('that %s are neither told nor taken', async (_what, open) => {
    const session = await open()
    const answers = [
      await askedIn(server, session),
      await giveFields(server, session, { 'name-first': 'Mallory' }),
      await giveForm(server, session, BILL),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(409)
      expect(answer.json.errors).toHaveLength(1)
      expect(answer.json.errors[0].details).toMatch(
        /^(the session does not await input|the person has declined.*)$/,
      )
    }
  })

  it('are refused a second time, once the first has set the redemption going', async () => {
    const session = await awaitInput(server)
    expect((await giveForm(server, session, BILL)).json.meta.complete).toBe(true)
    expect((await giveForm(server, session, BILL)).status).toBe(409)
  })
})

describe('a request whose answer was lost', () => {
  const key = { 'idempotency-key': 'the-last-one' }

  // Guarantee: the same again with the same key is answered as the first was, whatever has happened since.
  it('is answered again, and has no second effect', async () => {
    const session = await awaitInput(server)
    const first = await giveForm(server, session, BILL, key)
    const events = await followToEnd(server, session, session.seen)
    expect(events.at(-1)?.name).toBe('redemption.finished')
    const again = await giveForm(server, session, BILL, key)
    expect([again.status, again.json]).toEqual([200, first.json])
    const { db } = server.connect.api.store
    const files = await db
      .selectFrom('file')
      .innerJoin('document', 'document.id', 'file.document_id')
      .select('file.id')
      .where('document.inquiry_id', '=', session.inquiryId)
      .where('document.kind', '=', 'proof-of-address')
      .execute()
    expect(files).toHaveLength(1)
  })

  it('is refused with other content, and is nobody else’s', async () => {
    const session = await awaitInput(server)
    const other = await awaitInput(server)
    await giveForm(server, session, BILL, key)
    const changed = { 'documents[proof-of-address][document]': FILES.front }
    expect((await giveForm(server, session, changed, key)).status).toBe(409)
    expect((await giveForm(server, other, changed, key)).json.meta).toEqual({ complete: true })
  })
})

describe('the time of a session that awaits input', () => {
  const DAY_MS = AWAITING_INPUT_SECONDS * 1000

  /** Runs `work` in the future. */
  async function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
    ahead = ms
    try {
      return await work()
    } finally {
      ahead = 0
    }
  }

  // Guarantee: a person has a day to find what is missing, however short the session was to begin with.
  it('is a day from then', async () => {
    const session = await awaitInput(server, { session: { 'expires-in-seconds': 60 } })
    const { json } = await server.call(session.secret, 'GET', '/connect/session')
    const [, last] = [session.events[0], session.events.at(-1)]
    const asked = Date.parse(last?.['created-at'] ?? '')
    expect(Date.parse(json.data.attributes['expires-at'])).toBe(asked + DAY_MS)
    const answer = await later(DAY_MS - 60_000, () => giveForm(server, session, BILL))
    expect(answer.json.meta).toEqual({ complete: true })
  })

  it('is never less than it was', async () => {
    const session = await awaitInput(server, { session: { 'expires-in-seconds': 86_400 } })
    const { json } = await server.call(session.secret, 'GET', '/connect/session')
    expect(Date.parse(json.data.attributes['expires-at'])).toBeGreaterThanOrEqual(
      Date.parse(session.resource.attributes['expires-at']),
    )
  })

  // Guarantee: an expired session is told so, and takes nothing more.
  it('ends like that of every session', async () => {
    const session = await awaitInput(server)
    await later(DAY_MS + 60_000, async () => {
      for (const answer of [await askedIn(server, session), await giveForm(server, session, BILL)]) {
        expect([answer.status, answer.json.errors[0].details]).toEqual([409, 'the session has expired'])
      }
      expect(await statusOf(server, session)).toBe('expired')
      const stream = await server.call(session.secret, 'GET', '/connect/session/events', {
        headers: { accept: 'application/json', 'last-event-id': session.seen },
      })
      expect(stream.json.data).toMatchObject([{ name: 'session.expired' }])
    })
  })
})

describe('what happens to the sharing while a person looks for what is missing', () => {
  // What could travel has travelled; what the person gives now goes to the destination alone.
  it('a connection that ends changes nothing', async () => {
    const session = await awaitInput(server)
    const { db } = server.connect.api.store
    const id = server.sandbox['connection-id']
    await db.updateTable('connection').set({ status: 'inactive' }).where('id', '=', id).execute()
    try {
      expect((await giveForm(server, session, BILL)).json.meta).toEqual({ complete: true })
      expect((await followToEnd(server, session, session.seen)).at(-1)?.name).toBe('redemption.finished')
    } finally {
      await db.updateTable('connection').set({ status: 'active' }).where('id', '=', id).execute()
    }
  })

  // Guarantee: nothing more is done on a consent that was taken back.
  it('a consent that is taken back ends the session', async () => {
    const session = await awaitInput(server)
    const { db } = server.connect.api.store
    const record = await db
      .selectFrom('consent')
      .select('id')
      .where('session_id', '=', session.id)
      .executeTakeFirstOrThrow()
    expect(
      (await server.asDestination('POST', `/connect/consents/${record.id}/withdraw`)).status,
    ).toBeLessThan(300)
    expect(await statusOf(server, session)).toBe('declined')
    const answer = await giveForm(server, session, BILL)
    expect(answer.status).toBe(409)
    expect((await inquiryOf(server, session)).relationships.documents.data).toHaveLength(1)
  })

  it.each([
    ['POST', '/approve'],
    ['POST', '/expire'],
    ['DELETE', ''],
  ])('an inquiry that its organization has done with (%s %s) takes nothing', async (method, action) => {
    const session = await awaitInput(server)
    await server.asDestination(method, `/inquiries/${session.inquiryId}${action}`)
    const answer = await giveForm(server, session, BILL)
    expect([answer.status, answer.json.errors[0].details]).toEqual([
      409,
      'the inquiry of this session is finished',
    ])
  })
})
