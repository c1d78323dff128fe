import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  attributes,
  decide,
  followRedemption,
  followToEnd,
  mint,
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

const NOTICE = 'Meridian Exchange hands your name and your ID to Northwind Bank.'

/** A record that one side's backend has obtained on its own page. */
async function record(side: 'source' | 'destination', more: Record<string, unknown> = {}): Promise<string> {
  const body = attributes({
    'connection-id': server.sandbox['connection-id'],
    decision: 'granted',
    'data-types': ['name', 'birthdate', 'government-id'],
    notice: NOTICE,
    locale: 'en',
    ...more,
  })
  const answer = await server.call(server.sandbox[side]['api-key'], 'POST', '/connect/consents', { body })
  if (answer.status !== 201) throw new Error(answer.text)
  return answer.json.data.id
}

async function newInquiry(): Promise<string> {
  const template = { 'inquiry-template-id': server.sandbox['destination-inquiry-template-id'] }
  return (await server.asDestination('POST', '/inquiries', attributes(template))).json.data.id
}

const redeemFor = (tokenId: string, destinationId: string, more: Record<string, unknown> = {}) =>
  server.asDestination(
    'POST',
    `/connect/share-tokens/${tokenId}/redeem`,
    attributes({ 'destination-id': destinationId, ...more }),
  )

async function finished(tokenId: string) {
  const { db } = server.connect.api.store
  const { id } = await db
    .selectFrom('redemption')
    .select('id')
    .where('share_token_id', '=', tokenId)
    .executeTakeFirstOrThrow()
  return followRedemption(server, id)
}

describe('a consent record that a backend has obtained', () => {
  it('keeps what was shown, byte for byte, under its hash', async () => {
    const id = await record('source')
    const { json } = await server.asSource('GET', `/connect/consents/${id}`)
    const { db } = server.connect.api.store
    const hash = json.data.attributes['notice-hash']
    const kept = await db.selectFrom('notice').selectAll().where('hash', '=', hash).executeTakeFirstOrThrow()
    expect(kept.body).toBe(NOTICE)
  })

  // Guarantee: each side's record narrows what travels.
  it('narrows the copy to what it grants, on either side', async () => {
    const token = await mint(server, 'complete', {
      'consent-id': await record('source', { 'data-types': ['name', 'birthdate', 'address'] }),
    })
    const destinationId = await newInquiry()
    const consent = await record('destination', { 'data-types': ['name', 'birthdate', 'government-id'] })
    expect((await redeemFor(token.id, destinationId, { 'consent-id': consent })).status).toBe(202)
    await finished(token.id)
    const { json } = await server.asDestination('GET', `/inquiries/${destinationId}`)
    const { fields } = json.data.attributes
    expect(fields['name-first'].value).not.toBeNull()
    expect(fields['address-city'].value).toBeNull()
    expect(json.data.relationships.documents.data).toEqual([])
  })

  const wrong: [string, () => Promise<Record<string, unknown>>][] = [
    ['the other side’s', async () => ({ 'consent-id': await record('destination') })],
    ['unknown', async () => ({ 'consent-id': 'cns_01m8383bbzfajt0f8q5rwjz9j2' })],
    [
      'a refusal',
      async () => ({ 'consent-id': await record('source', { decision: 'declined', 'data-types': [] }) }),
    ],
  ]
  it.each(wrong)('that is %s cannot carry a share token', async (_what, named) => {
    const body = attributes({
      'connection-id': server.sandbox['connection-id'],
      'source-id': await server.inquiryOf('complete'),
      ...(await named()),
    })
    expect((await server.asSource('POST', '/connect/share-tokens', body)).status).toBeGreaterThanOrEqual(409)
  })
})

describe('withdrawing', () => {
  // Guarantee: taking consent back stops every token that stands on it and that nobody has redeemed, at once.
  it('expires the tokens that rely on the record, and no others', async () => {
    const consent = await record('source')
    const relying = await mint(server, 'complete', { 'consent-id': consent })
    const other = await mint(server)
    const withdrawn = await server.asSource('POST', `/connect/consents/${consent}/withdraw`)
    expect(withdrawn.json.data.attributes.decision).toBe('withdrawn')
    const status = async (id: string) =>
      (await server.asDestination('GET', `/connect/share-tokens/${id}`)).json.data.attributes.status
    expect([await status(relying.id), await status(other.id)]).toEqual(['expired', 'created'])
    expect((await redeemFor(relying.id, await newInquiry())).status).toBe(409)
  })

  it('adds a record and changes none; doing it twice is doing it once', async () => {
    const consent = await record('source')
    const before = await server.asSource('GET', `/connect/consents/${consent}`)
    const first = await server.asSource('POST', `/connect/consents/${consent}/withdraw`)
    const second = await server.asSource('POST', `/connect/consents/${consent}/withdraw`)
    expect(second.json.data.id).toBe(first.json.data.id)
    expect((await server.asSource('GET', `/connect/consents/${consent}`)).json).toEqual(before.json)
  })

  // Guarantee: a person who has taken their decision back is not redeemed, however far the page had got.
  it('of a session’s decision keeps its token from being redeemed', async () => {
    const session = await openSession(server)
    const consent = (await decide(server, session)).json.data.id
    const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
    await server.asDestination('POST', `/connect/consents/${consent}/withdraw`)
    const ended = await server.asSource('GET', `/connect/share-tokens/${token.id}`)
    expect(ended.json.data.attributes.status).toBe('expired')
    expect((await redeem(server, session, token.secretForm)).status).toBe(404)
    const seen = await server.call(session.secret, 'GET', '/connect/session')
    expect(seen.json.data.attributes.status).toBe('declined')
  })

  // Guarantee: 16 redemptions against a withdrawal end as one order or the other: nothing is copied after it.
  it('races redemptions cleanly', async () => {
    const consent = await record('source')
    const token = await mint(server, 'complete', { 'consent-id': consent })
    const inquiries = await Promise.all(Array.from({ length: 16 }, newInquiry))
    const [withdrawn, ...answers] = await Promise.all([
      server.asSource('POST', `/connect/consents/${consent}/withdraw`),
      ...inquiries.map(id => redeemFor(token.id, id)),
    ])
    expect(withdrawn?.status).toBe(200)
    const won = answers.filter(answer => answer.status === 202).length
    const { json } = await server.asSource('GET', `/connect/share-tokens/${token.id}`)
    expect(['expired', 'pending', 'redeemed']).toContain(json.data.attributes.status)
    expect(won).toBe(json.data.attributes.status === 'expired' ? 0 : 1)
  })

  it('is its own organization’s alone', async () => {
    const consent = await record('source')
    expect((await server.asDestination('POST', `/connect/consents/${consent}/withdraw`)).status).toBe(404)
  })
})

describe('a receipt', () => {
  const published = async (): Promise<JSONWebKeySet> =>
    JSON.parse(await (await fetch(`${server.origin}/.well-known/jwks.json`)).text())
  const keys = async () => createLocalJWKSet(await published())

  // Guarantee: whoever holds the public keys can check a receipt without asking anybody.
  it('of a consent verifies offline and says what the record says', async () => {
    const { session } = await share(server)
    const list = await server.asDestination('GET', '/connect/consents?page[size]=1')
    const [record] = list.json.data
    const { json } = await server.asDestination('GET', `/connect/consents/${record.id}/receipt`)
    const { payload, protectedHeader } = await jwtVerify(json.data.attributes.jws, await keys())
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', typ: 'connect-consent-receipt+jwt' })
    expect(payload).toMatchObject({
      jti: record.id,
      decision: 'granted',
      session: session.id,
      'data-types': record.attributes['data-types'],
      'notice-hash': session.resource.attributes['notice-hash'],
    })
  })

  it('of a redemption names the consent and the token that it stood on', async () => {
    const { redemptionId, token } = await share(server)
    const { json } = await server.asDestination('GET', `/connect/redemptions/${redemptionId}/receipt`)
    const { payload } = await jwtVerify(json.data.attributes.jws, await keys())
    expect(payload).toMatchObject({ jti: redemptionId, status: 'finished', 'share-token': token.id })
    expect(payload.consent).toMatch(/^cns_/)
  })

  it('that was changed does not verify', async () => {
    const id = await record('source')
    const { json } = await server.asSource('GET', `/connect/consents/${id}/receipt`)
    const [header, body, signature] = json.data.attributes.jws.split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    const forged = Buffer.from(JSON.stringify({ ...claims, decision: 'declined' })).toString('base64url')
    await expect(jwtVerify(`${header}.${body}.${signature}`, await keys())).resolves.toBeDefined()
    await expect(jwtVerify(`${header}.${forged}.${signature}`, await keys())).rejects.toThrow()
  })

  // Guarantee: the key outlives the process, so that receipts of yesterday verify tomorrow.
  it('verifies after a restart', async () => {
    const first = await published()
    const { store, vault } = server.connect.api
    const { openSigner } = await import('../../../server/store/signing-key.ts')
    expect((await openSigner(store.db, vault)).keys).toEqual(first)
    expect(JSON.stringify(first)).not.toMatch(/"d":/)
  })
})

describe('a session', () => {
  it('needs the person’s own decision even where both sides have terms on record', async () => {
    const session = await openSession(server)
    const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
    expect((await redeem(server, session, token.secretForm)).status).toBe(409)
    await decide(server, session)
    expect((await redeem(server, session, token.secretForm)).status).toBe(202)
    expect((await followToEnd(server, session)).at(-1)?.name).toBe('redemption.finished')
  })
})
