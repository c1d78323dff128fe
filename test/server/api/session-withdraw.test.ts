import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsDocument } from '../../../server/api/http/event-stream.ts'
import type { ProgressEvent } from '../../../server/api/wire.ts'
import { awaitInput } from '../awaiting.ts'
import {
  decide,
  eventsOf,
  followToEnd,
  mint,
  type OpenSession,
  openSession,
  redeem,
  share,
  startServer,
  type TestServer,
} from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const withdraw = ({ secret }: OpenSession) => server.call(secret, 'POST', '/connect/session/withdraw')
const receipt = ({ secret }: OpenSession) => server.call(secret, 'GET', '/connect/session/receipt')
const read = ({ secret }: OpenSession, locale: string) =>
  server.call(secret, 'GET', `/connect/session?locale=${locale}`)

const recordsOf = async ({ id }: OpenSession) =>
  server.connect.api.store.db
    .selectFrom('consent')
    .selectAll()
    .where('session_id', '=', id)
    .orderBy('id')
    .execute()

describe('POST /connect/session/withdraw', () => {
  // Guarantee: taking back is as easy as giving, and stops what has not happened yet at once.
  it('ends a token that nobody has redeemed, and keeps it from being redeemed', async () => {
    const session = await openSession(server)
    await decide(server, session)
    const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
    const { status, json } = await withdraw(session)
    expect(session.resource.attributes['withdrawn-at']).toBe(null)
    expect([status, json.data.attributes.status]).toEqual([200, 'declined'])
    expect((await read(session, 'en')).json.data.attributes['withdrawn-at']).toEqual(expect.any(String))
    const seen = await server.asSource('GET', `/connect/share-tokens/${token.id}`)
    expect(seen.json.data.attributes.status).toBe('expired')
    expect((await redeem(server, session, token.id)).status).toBe(404)
    expect((await redeem(server, session, (await mint(server)).secretForm)).status).toBe(409)
  })

  it('adds one record however often it is done, and changes none', async () => {
    const session = await openSession(server)
    await decide(server, session)
    const [granted] = await recordsOf(session)
    await Promise.all([withdraw(session), withdraw(session), withdraw(session)])
    const records = await recordsOf(session)
    expect(records.map(({ decision }) => decision)).toEqual(['granted', 'withdrawn'])
    expect(records[0]).toEqual(granted)
  })

  it('leaves what has been copied, and says from then on that it was withdrawn', async () => {
    const session = await openSession(server)
    await decide(server, session)
    const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
    await redeem(server, session, token.id)
    await followToEnd(server, session)
    const { json } = await withdraw(session)
    expect(json.data.attributes.status).toBe('completed')
    expect(Date.parse(json.data.attributes['withdrawn-at'])).toBeGreaterThan(0)
    const inquiry = await server.asDestination('GET', `/inquiries/${session.inquiryId}`)
    expect(inquiry.json.data.attributes.status).toBe('approved')
    expect((await recordsOf(session)).map(({ decision }) => decision)).toEqual(['granted', 'withdrawn'])
  })

  it('is refused where nothing was granted', async () => {
    const open = await openSession(server)
    const declined = await openSession(server)
    await decide(server, declined, { decision: 'declined', 'data-types': [] })
    expect([(await withdraw(open)).status, (await withdraw(declined)).status]).toEqual([409, 409])
    expect(await recordsOf(open)).toEqual([])
  })
})

describe('the stream of a session whose consent is taken back', () => {
  const stream = async (session: OpenSession, lastEventId = '') => {
    const { body } = await fetch(`${server.origin}/api/v1/connect/session/events`, {
      headers: {
        authorization: `Bearer ${session.secret}`,
        accept: 'text/event-stream',
        ...(lastEventId && { 'last-event-id': lastEventId }),
      },
      signal: AbortSignal.timeout(10_000),
    })
    if (!body) throw new Error('no stream')
    return eventsOf(body)
  }
  const rest = async (events: AsyncIterable<ProgressEvent>) => {
    const names = []
    for await (const { name } of events) names.push(name)
    return names
  }
  const withdrawByKey = async (session: OpenSession) => {
    const [record] = await recordsOf(session)
    return server.asDestination('POST', `/connect/consents/${record?.id}/withdraw`)
  }

  // Guarantee: every page of the session hears of it when it happens, whoever does it, and not with a reload.
  for (const [who, act] of [
    ['the person, in another tab', withdraw],
    ['the destination, by its key', withdrawByKey],
  ] as const) {
    it(`tells a page that awaits input of it at that moment, by ${who}, and ends`, async () => {
      const session = await awaitInput(server)
      const events = await stream(session, session.seen)
      const next = events.next()
      expect((await act(session)).status).toBe(200)
      expect((await next).value).toMatchObject({ name: 'consent.withdrawn', step: 0, steps: 0 })
      expect((await events.next()).done).toBe(true)
    })
  }

  it('tells one that waits for a token, and one that is loaded afterwards', async () => {
    const session = await openSession(server)
    await decide(server, session)
    const events = await stream(session)
    const next = rest(events)
    await withdraw(session)
    expect(await next).toEqual(['consent.withdrawn'])
    expect(await rest(await stream(session))).toEqual(['consent.withdrawn'])
  })

  // Guarantee: a connection that was cut when it happened is told by the next one, once.
  it('tells one that was cut off meanwhile, once, after Last-Event-ID', async () => {
    const session = await awaitInput(server)
    await Promise.all([withdraw(session), withdraw(session)])
    const { json } = await server.call(session.secret, 'GET', '/connect/session/events', {
      headers: { accept: 'application/json', 'last-event-id': session.seen },
    })
    const [told, ...more] = eventsDocument.parse(json).data
    if (!told) throw new Error('nothing is told')
    expect([told.name, Number(told.id), more]).toEqual(['consent.withdrawn', Number(session.seen) + 1, []])
    expect(await rest(await stream(session, session.seen))).toEqual(['consent.withdrawn'])
    expect(await rest(await stream(session, told.id))).toEqual([])
  })

  it('says it after the end of a redemption, which stays as it is', async () => {
    const { session, events } = await share(server)
    await withdraw(session)
    expect(await rest(await stream(session, events.at(-1)?.id))).toEqual(['consent.withdrawn'])
    expect((await read(session, 'en')).json.data.attributes.status).toBe('completed')
  })
})

describe('GET /connect/session/receipt', () => {
  it('is the person’s own decision, signed, with the language that was read and the hash of the words', async () => {
    const session = await openSession(server)
    expect((await receipt(session)).status).toBe(409)
    const arabic = (await read(session, 'ar-EG')).json.data.attributes
    await decide(server, session, { 'notice-hash': arabic['notice-hash'], locale: 'ar-EG' })
    const { json } = await receipt(session)
    const keys: JSONWebKeySet = JSON.parse(
      await (await fetch(`${server.origin}/.well-known/jwks.json`)).text(),
    )
    const { payload } = await jwtVerify(json.data.attributes.jws, createLocalJWKSet(keys))
    expect(payload).toMatchObject({
      decision: 'granted',
      side: 'destination',
      locale: 'ar',
      'notice-hash': arabic['notice-hash'],
      session: session.id,
    })
  })
})

describe('GET /connect/session/receipt after a withdrawal', () => {
  // Guarantee: the person has proof of both: of the yes, saved before, and of having taken it back.
  it('is that of the withdrawal, which names what it takes back', async () => {
    const session = await openSession(server)
    await decide(server, session)
    await withdraw(session)
    const [granted, withdrawal] = await recordsOf(session)
    const { json } = await receipt(session)
    expect(json.data.id).toBe(withdrawal?.id)
    expect(decodeJwt(json.data.attributes.jws)).toMatchObject({
      decision: 'withdrawn',
      withdraws: granted?.id,
      session: session.id,
    })
  })
})

describe('the language of the question', () => {
  it('is the one that is asked for, in words and in hash', async () => {
    const session = await openSession(server, 'strict', { locale: 'de-AT' })
    expect(session.resource.attributes.notice).toMatchObject({
      locale: 'de',
      text: { share: 'Teilen', decline: 'Nicht teilen', direction: 'ltr' },
    })
    const japanese = (await read(session, 'ja')).json.data.attributes
    expect(japanese.notice.text.share).toBe('共有する')
    expect(japanese['notice-hash']).not.toBe(session.resource.attributes['notice-hash'])
    expect((await read(session, 'da')).json.data.attributes.notice.text.share).toBe('Share')
    expect((await read(session, 'not a language')).status).toBe(400)
  })

  // Guarantee: the record keeps the bytes that were read, in the language that they were read in.
  it('is in the record with the bytes of what was read', async () => {
    const session = await openSession(server)
    const polish = (await read(session, 'pl')).json.data.attributes
    const wrong = await decide(server, session, { 'notice-hash': polish['notice-hash'], locale: 'en' })
    expect(wrong.status).toBe(409)
    expect(
      (await decide(server, session, { 'notice-hash': polish['notice-hash'], locale: 'pl' })).status,
    ).toBe(201)
    const [record] = await recordsOf(session)
    expect([record?.locale, record?.notice_hash]).toEqual(['pl', polish['notice-hash']])
    const kept = await server.connect.api.store.db
      .selectFrom('notice')
      .selectAll()
      .where('hash', '=', polish['notice-hash'])
      .executeTakeFirstOrThrow()
    expect(JSON.parse(kept.body).text).toEqual(polish.notice.text)
  })
})
