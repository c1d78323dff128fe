import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributes, decide, mint, openSession, redeem, startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const organization = (side: 'source' | 'destination') => server.sandbox[side]['organization-id']

const TERMS = { url: 'https://meridian.example/terms', version: '1' }

/** A connection from the exchange to the bank, accepted unless the test says otherwise. */
async function connect(more: Record<string, unknown> = {}, accept = true): Promise<string> {
  const body = attributes({
    'destination-organization-id': organization('destination'),
    terms: TERMS,
    ...more,
  })
  const made = await server.asSource('POST', '/connect/connections', body)
  if (made.status !== 201) throw new Error(made.text)
  const { id } = made.json.data
  if (accept) await server.asDestination('POST', `/connect/connections/${id}/accept`)
  return id
}

const statusOf = async (id: string) =>
  (await server.asDestination('GET', `/connect/connections/${id}`)).json.data.attributes.status

describe('the life of a connection', () => {
  it('is pending, active, inactive, pending again, and moves as its sides may', async () => {
    const id = await connect({}, false)
    const act = async (ask: TestServer['asSource'], action: string) =>
      (await ask('POST', `/connect/connections/${id}/${action}`)).status
    const { asSource, asDestination } = server
    expect(await statusOf(id)).toBe('pending')
    expect(await act(asSource, 'accept')).toBe(403)
    expect(await act(asDestination, 'accept')).toBe(200)
    expect(await act(asDestination, 'accept')).toBe(409)
    expect(await act(asDestination, 'deactivate')).toBe(200)
    expect(await act(asSource, 'deactivate')).toBe(409)
    expect(await act(asDestination, 'reactivate')).toBe(403)
    expect(await act(asSource, 'reactivate')).toBe(200)
    expect(await statusOf(id)).toBe('pending')
  })

  it('may lead to one’s own organization, for testing', async () => {
    const made = await server.asSource(
      'POST',
      '/connect/connections',
      attributes({ 'destination-organization-id': organization('source') }),
    )
    const { id } = made.json.data
    expect((await server.asSource('POST', `/connect/connections/${id}/accept`)).status).toBe(200)
    const token = await mint(server, 'complete', { 'connection-id': id })
    expect((await server.asDestination('GET', `/connect/share-tokens/${token.id}`)).status).toBe(404)
  })
})

describe('a list of connections', () => {
  // Guarantee: each direction can be asked for alone, and no side is named to anybody who is none.
  it('can be narrowed to what an organization shares, or receives, and names both sides', async () => {
    const given = await connect()
    const offer = attributes({ 'destination-organization-id': organization('source') })
    const { id: taken } = (await server.asDestination('POST', '/connect/connections', offer)).json.data
    type Listed = { id: string; attributes: Record<string, string> }
    const listed = async (filter: string): Promise<Listed[]> => {
      const path = `/connect/connections?page[size]=100&filter[${filter}]=${organization('source')}`
      return (await server.asSource('GET', path)).json.data
    }
    const shared = await listed('source-organization-id')
    expect(shared.find(({ id }) => id === given)?.attributes).toMatchObject({
      'source-organization-name': 'Meridian Exchange',
      'destination-organization-name': 'Northwind Bank',
    })
    expect(shared.map(({ id }) => id)).not.toContain(taken)
    const received = (await listed('destination-organization-id')).map(({ id }) => id)
    expect(received).toContain(taken)
    expect(received).not.toContain(given)
  })
})

describe('deactivating', () => {
  // Guarantee: once it has answered, nothing redeems; and what had won before stays won. Tried 20 times.
  it('races a redemption cleanly', async () => {
    for (let round = 0; round < 20; round++) {
      const id = await connect()
      const session = await openSession(server, 'standard', { 'connection-id': id })
      await decide(server, session)
      const token = await mint(server, 'complete', {
        'connection-id': id,
        'share-request-id': session.shareRequestId,
      })
      const [redemption, deactivated] = await Promise.all([
        redeem(server, session, token.id),
        server.asSource('POST', `/connect/connections/${id}/deactivate`),
      ])
      expect(deactivated.status).toBe(200)
      const { json } = await server.asSource('GET', `/connect/share-tokens/${token.id}`)
      const expected = redemption.status === 202 ? ['pending', 'redeemed'] : ['expired']
      expect(expected).toContain(json.data.attributes.status)
      const late = await openSession(server, 'standard', { 'connection-id': server.sandbox['connection-id'] })
      await decide(server, late)
      expect((await redeem(server, late, token.secretForm)).status).toBe(404)
    }
  })
})

describe('the conditions of a connection', () => {
  const patch = (id: string, change: Record<string, unknown>) =>
    server.asSource('PATCH', `/connect/connections/${id}`, attributes(change))

  it('are the source’s to change', async () => {
    const id = await connect()
    const change = { 'data-types': ['name'], 'unbound-tokens': 'refused' }
    expect((await patch(id, change)).json.data.attributes).toMatchObject(change)
    const refused = await server.asDestination('PATCH', `/connect/connections/${id}`, attributes(change))
    expect(refused.status).toBe(403)
  })

  it('hold each side’s own terms, put on record by that side', async () => {
    const id = await connect()
    const own = { terms: { url: 'https://northwind.example/terms', version: '3' } }
    const { json } = await server.asDestination('PATCH', `/connect/connections/${id}`, attributes(own))
    expect(json.data.attributes).toMatchObject({ 'source-terms': TERMS, 'destination-terms': own.terms })
  })

  // Guarantee: what a source takes back is taken back from tokens that are out, too.
  it('hold for tokens that are out already', async () => {
    const id = await connect()
    const session = await openSession(server, 'standard', { 'connection-id': id })
    await decide(server, session)
    const token = await mint(server, 'complete', {
      'connection-id': id,
      'share-request-id': session.shareRequestId,
    })
    await patch(id, { 'data-types': ['selfie'] })
    await redeem(server, session, token.id)
    const { db } = server.connect.api.store
    const row = await db
      .selectFrom('redemption')
      .select('scope_json')
      .where('share_token_id', '=', token.id)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(row.scope_json)).toEqual(['selfie'])
  })

  it('can refuse tokens that no session has asked for', async () => {
    const id = await connect()
    const early = await mint(server, 'complete', { 'connection-id': id })
    await patch(id, { 'unbound-tokens': 'refused' })
    const source = { 'connection-id': id, 'source-id': await server.inquiryOf('complete') }
    expect((await server.asSource('POST', '/connect/share-tokens', attributes(source))).status).toBe(409)
    const session = await openSession(server, 'standard', { 'connection-id': id })
    await decide(server, session)
    expect((await redeem(server, session, early.secretForm)).status).toBe(404)
    const bound = await mint(server, 'complete', {
      'connection-id': id,
      'share-request-id': session.shareRequestId,
    })
    expect((await redeem(server, session, bound.secretForm)).status).toBe(202)
  })

  // Guarantee: a page of the destination cannot prove more than it can; a source that asks for more is not fooled.
  it('can ask for a better proof of consent than a page in the destination’s hands gives', async () => {
    const id = await connect({ 'lowest-consent-tier': 'hosted' })
    const session = await openSession(server, 'standard', { 'connection-id': id })
    await decide(server, session)
    const token = await mint(server, 'complete', {
      'connection-id': id,
      'share-request-id': session.shareRequestId,
    })
    expect((await redeem(server, session, token.id)).status).toBe(409)
    await patch(id, { 'lowest-consent-tier': 'destination_asserted' })
    expect((await redeem(server, session, token.id)).status).toBe(202)
  })
})

describe('alignment', () => {
  it('says before anybody shares what a template will be missing from this partner', async () => {
    const id = await connect({ 'data-types': ['name', 'birthdate', 'address', 'government-id'] })
    const template = server.sandbox['destination-inquiry-template-id-strict']
    const path = `/connect/connections/${id}/alignment?inquiry-template-id=${template}`
    const { json } = await server.asDestination('GET', path)
    expect(json.data.attributes.missing).toEqual([{ kind: 'document', name: 'proof-of-address' }])
  })
})
