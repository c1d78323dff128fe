import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProgressEvent, ShareRequestResource } from '../../../server/api/wire.ts'
import { systemClock } from '../../../server/clock.ts'
import {
  attributes,
  decide,
  followToEnd,
  mint,
  type OpenSession,
  openSession,
  PAGE,
  redeem,
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

const path = ({ shareRequestId }: OpenSession) => `/connect/share-requests/${shareRequestId}`

async function read(session: OpenSession): Promise<ShareRequestResource> {
  const answer = await server.asSource('GET', path(session))
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.json.data
}

/** What the person answers on the source's page; by default yes to all that is asked. */
async function answer(session: OpenSession, more: Record<string, unknown> = {}) {
  const asked = (await read(session)).attributes
  const body = {
    decision: 'granted',
    'data-types': asked['data-types'].map(({ name }) => name),
    'notice-hash': asked['notice-hash'],
    locale: 'en',
    ...more,
  }
  return server.asSource('POST', `${path(session)}/consents`, attributes(body))
}

const REFUSAL = { decision: 'declined', 'data-types': [] }

const mintFor = async (session: OpenSession, more: Record<string, unknown> = {}) =>
  server.asSource(
    'POST',
    '/connect/share-tokens',
    attributes({
      'connection-id': server.sandbox['connection-id'],
      'source-id': await server.inquiryOf('complete'),
      'share-request-id': session.shareRequestId,
      ...more,
    }),
  )

async function streamOf(session: OpenSession): Promise<ProgressEvent[]> {
  const headers = { accept: 'application/json' }
  return (await server.call(session.secret, 'GET', '/connect/session/events', { headers })).json.data
}

describe('GET /connect/share-requests/{id}', () => {
  it('says who asks, for what and why, and where the answer may go', async () => {
    const session = await openSession(server)
    const { attributes: asked, relationships } = await read(session)
    expect(asked).toMatchObject({
      status: 'open',
      agreed: false,
      purpose: 'Open an account',
      'allowed-origins': [PAGE],
      destination: { name: 'Northwind Bank' },
    })
    expect(asked['data-types'].map(({ name }) => name)).toContain('government-id')
    expect(asked['data-types'].every(({ available }) => available)).toBe(true)
    expect(relationships).toEqual({
      connection: { data: { type: 'connect/connection', id: server.sandbox['connection-id'] } },
      consent: { data: null },
      'share-token': { data: null },
    })
  })

  // Guarantee: the source asks for no more than the person has agreed to at the destination.
  it('asks for what the person has agreed to at the destination, and no more', async () => {
    const session = await openSession(server)
    const granted = session.resource.attributes['data-types']
      .filter(({ required, available }) => required && available)
      .map(({ name }) => name)
    await decide(server, session, { 'data-types': granted })
    expect((await read(session)).attributes.agreed).toBe(true)
    expect((await read(session)).attributes['data-types'].map(({ name }) => name)).toEqual(granted)
  })

  it('says no longer that the person has agreed once they have taken it back', async () => {
    const session = await openSession(server)
    await decide(server, session)
    await server.call(session.secret, 'POST', '/connect/session/withdraw')
    expect((await read(session)).attributes.agreed).toBe(false)
  })

  it('is read by both sides and answered by the source alone', async () => {
    const session = await openSession(server)
    await answer(session)
    expect((await read(session)).relationships.consent.data?.id).toMatch(/^cns_/)
    const { status, json } = await server.asDestination('GET', path(session))
    expect(status).toBe(200)
    expect(json.data.relationships.consent).toEqual({ data: null })
    const body = attributes({ ...REFUSAL, 'notice-hash': json.data.attributes['notice-hash'], locale: 'en' })
    expect((await server.asDestination('POST', `${path(session)}/consents`, body)).status).toBe(403)
    expect((await read(session)).attributes.status).toBe('granted')
  })

  // Guarantee: a destination cannot mint against its own request, as if it were the source.
  it('lets only the source mint for it', async () => {
    const { session } = await share(server)
    const own = { 'destination-organization-id': server.sandbox.destination['organization-id'] }
    const made = await server.asDestination('POST', '/connect/connections', attributes(own))
    const connectionId = made.json.data.id
    await server.asDestination('POST', `/connect/connections/${connectionId}/accept`)
    const refused = await server.asDestination(
      'POST',
      '/connect/share-tokens',
      attributes({
        'connection-id': connectionId,
        'source-id': session.inquiryId,
        'share-request-id': session.shareRequestId,
      }),
    )
    // A second active connection would leave the other tests' sessions without an obvious one.
    await server.asDestination('POST', `/connect/connections/${connectionId}/deactivate`)
    expect([refused.status, refused.json.errors[0].details]).toEqual([
      422,
      'data.attributes.share-request-id is not found',
    ])
  })

  it('tells its life: open, granted or declined, minted, expired', async () => {
    const session = await openSession(server)
    const statusOf = async () => (await read(session)).attributes.status
    await answer(session, REFUSAL)
    expect(await statusOf()).toBe('declined')
    await answer(session)
    expect(await statusOf()).toBe('granted')
    const token = await mintFor(session)
    expect(await statusOf()).toBe('minted')
    expect((await read(session)).relationships['share-token'].data?.id).toBe(token.json.data.id)

    const late = await openSession(server)
    ahead = 3_600_001
    expect((await read(late)).attributes.status).toBe('expired')
    expect((await answer(late)).status).toBe(409)
    ahead = 0
  })
})

describe('POST /connect/share-requests/{id}/consents', () => {
  // Guarantee: an answer that was taken back is a refusal, whatever other record the source could name.
  it('once taken back lets nothing be minted', async () => {
    const session = await openSession(server)
    const { id } = (await answer(session)).json.data
    await server.asSource('POST', `/connect/consents/${id}/withdraw`)
    expect((await read(session)).attributes.status).toBe('declined')
    const other = {
      'connection-id': server.sandbox['connection-id'],
      decision: 'granted',
      'data-types': ['name'],
      notice: 'May we share your name?',
      locale: 'en',
    }
    const record = await server.asSource('POST', '/connect/consents', attributes(other))
    expect((await mintFor(session, { 'consent-id': record.json.data.id })).status).toBe(409)
  })

  it('keeps a record of the source’s own, of exactly what was shown', async () => {
    const session = await openSession(server)
    const { 'notice-hash': hash, notice } = (await read(session)).attributes
    const { status, json } = await answer(session)
    expect(status).toBe(201)
    expect(json.data.attributes).toMatchObject({
      side: 'source',
      basis: 'consent',
      decision: 'granted',
      tier: 'hosted',
      'notice-hash': hash,
    })
    const { db } = server.connect.api.store
    const kept = await db.selectFrom('notice').selectAll().where('hash', '=', hash).executeTakeFirstOrThrow()
    expect(JSON.parse(kept.body)).toEqual(notice)
    expect((await server.asDestination('GET', `/connect/consents/${json.data.id}`)).status).toBe(404)
  })

  // Guarantee: what the person answered at the source is what the token stands on, with no more said by the backend.
  it('is what the token that is minted next stands on, and narrows the copy', async () => {
    const session = await openSession(server)
    await decide(server, session)
    const { json } = await answer(session, {
      'data-types': ['name', 'birthdate', 'address', 'government-id'],
    })
    const token = await mintFor(session)
    const { db } = server.connect.api.store
    const row = await db
      .selectFrom('share_token')
      .select('consent_id')
      .where('id', '=', token.json.data.id)
      .executeTakeFirstOrThrow()
    expect(row.consent_id).toBe(json.data.id)
    expect((await redeem(server, session, token.json.data.id)).status).toBe(202)
    const copied = (await followToEnd(server, session)).find(({ name }) => name === 'data.copied')
    expect(copied).toMatchObject({ 'data-types': ['name', 'birthdate', 'address', 'government-id'] })
  })

  // Guarantee: a refusal at the source cannot be passed by, and nobody waits for a token that will not come.
  it('makes a refusal stand: nothing is minted, and the session hears of it', async () => {
    const session = await openSession(server)
    await decide(server, session)
    expect((await answer(session, REFUSAL)).status).toBe(201)
    expect((await streamOf(session)).map(({ name }) => name)).toEqual(['share-request.declined'])
    const other = await openSession(server)
    const elsewhere = (await answer(other)).json.data.id
    for (const more of [{}, { 'consent-id': elsewhere }]) {
      const refused = await mintFor(session, more)
      expect([refused.status, refused.json.errors[0].details]).toEqual([
        409,
        'the person has declined to share',
      ])
    }
    expect((await read(session)).attributes.status).toBe('declined')
  })

  it('lets the person change the answer until a token has been minted', async () => {
    const session = await openSession(server)
    expect((await answer(session, REFUSAL)).status).toBe(201)
    expect((await answer(session)).status).toBe(201)
    expect((await mintFor(session)).status).toBe(201)
    expect((await answer(session, REFUSAL)).status).toBe(409)
  })

  it('refuses a decision about another notice, or about what was not asked', async () => {
    const session = await openSession(server)
    const refused = [
      await answer(session, { 'notice-hash': session.resource.attributes['notice-hash'].replace(/.$/, '') }),
      await answer(session, { 'data-types': ['phone-number', 'name'] }),
      await answer(session, { 'data-types': [] }),
      await answer(session, { decision: 'maybe' }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([409, 422, 422, 400])
    expect((await read(session)).attributes.status).toBe('open')
  })

  it('stops what it allowed when it is withdrawn', async () => {
    const session = await openSession(server)
    await decide(server, session)
    const { json } = await answer(session)
    const token = await mintFor(session)
    expect((await server.asSource('POST', `/connect/consents/${json.data.id}/withdraw`)).status).toBe(200)
    expect((await redeem(server, session, token.json.data.id)).status).toBe(404)
  })
})

describe('minting without asking on the source’s page', () => {
  it('stands on what it stood on before', async () => {
    const session = await openSession(server)
    await decide(server, session)
    const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
    expect((await redeem(server, session, token.id)).status).toBe(202)
  })
})
