import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { attributes, decide, mint, openSession, redeem, startServer, type TestServer } from '../harness.ts'

/**
 * Which sides' consent a connection requires of a redemption by a backend. Neither organization has terms on record
 * here, so a side consents by a record or not at all.
 */

let server: TestServer
let connection: string
beforeAll(async () => {
  server = await startServer()
  connection = `/connect/connections/${server.sandbox['connection-id']}`
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.asSource('PATCH', connection, attributes({ terms: null }))
  await server.asDestination('PATCH', connection, attributes({ terms: null }))
})

type Side = 'source' | 'destination'

const require = (...sides: Side[]) =>
  server.asSource('PATCH', connection, attributes({ 'required-consents': sides }))

async function recordOf(side: Side, decision: 'granted' | 'declined' = 'granted'): Promise<string> {
  const body = attributes({
    'connection-id': server.sandbox['connection-id'],
    decision,
    'data-types': decision === 'granted' ? ['name', 'birthdate'] : [],
    notice: 'What was shown.',
    locale: 'en',
  })
  const answer = await server.call(server.sandbox[side]['api-key'], 'POST', '/connect/consents', { body })
  return answer.json.data.id
}

/** A redemption by the destination's backend, with the record of each side that is given. */
async function redeemOn(records: Partial<Record<Side, string>>) {
  const token = await mint(server, 'complete', records.source ? { 'consent-id': records.source } : {})
  return redeemToken(token.id, records.destination)
}

async function redeemToken(tokenId: string, consentId?: string) {
  const template = { 'inquiry-template-id': server.sandbox['destination-inquiry-template-id'] }
  const made = await server.asDestination('POST', '/inquiries', attributes(template))
  const more = consentId ? { 'consent-id': consentId } : {}
  const body = attributes({ 'destination-id': made.json.data.id, ...more })
  return server.asDestination('POST', `/connect/share-tokens/${tokenId}/redeem`, body)
}

describe('a redemption by a backend', () => {
  it('needs both sides’ consent where nothing else is said', async () => {
    const [source, destination] = [await recordOf('source'), await recordOf('destination')]
    await require('source', 'destination')
    const answers = [
      await redeemOn({}),
      await redeemOn({ source }),
      await redeemOn({ destination }),
      await redeemOn({ source, destination }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409, 202])
  })

  it.each<[Side, Side]>([
    ['source', 'destination'],
    ['destination', 'source'],
  ])('needs the %s’s alone where only that is required', async (required, other) => {
    await require(required)
    const answers = [
      await redeemOn({ [required]: await recordOf(required) }),
      await redeemOn({ [other]: await recordOf(other) }),
      await redeemOn({}),
    ]
    expect(answers.map(({ status }) => status)).toEqual([202, 409, 409])
  })

  // Guarantee: a record that somebody relies on must stand, whether or not one was needed.
  it('is refused on a record that does not stand, required or not', async () => {
    await require('source')
    const source = await recordOf('source')
    const refused = [
      await redeemOn({ source, destination: await recordOf('destination', 'declined') }),
      await redeemOn({ source, destination: 'cns_01m8383bbzfajt0f8q5rwjz9j2' }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([409, 409])
  })

  it('is held to what is required when it happens, not when the token was minted', async () => {
    await require('source')
    const token = await mint(server, 'complete', { 'consent-id': await recordOf('source') })
    await require('source', 'destination')
    expect((await redeemToken(token.id)).status).toBe(409)
    await require('source')
    expect((await redeemToken(token.id)).status).toBe(202)
  })
})

describe('a session', () => {
  // Guarantee: no setting replaces the person's own decision.
  it('needs the person’s own decision, whatever is required', async () => {
    await require('source')
    const session = await openSession(server)
    const token = await mint(server, 'complete', {
      'share-request-id': session.shareRequestId,
      'consent-id': await recordOf('source'),
    })
    expect((await redeem(server, session, token.id)).status).toBe(409)
    await decide(server, session)
    expect((await redeem(server, session, token.id)).status).toBe(202)
  })
})

describe('the setting', () => {
  it('is the source’s to change, and names at least one side', async () => {
    const body = attributes({ 'required-consents': ['source'] })
    expect((await server.asDestination('PATCH', connection, body)).status).toBe(403)
    expect((await server.asSource('PATCH', connection, attributes({ 'required-consents': [] }))).status).toBe(
      400,
    )
  })
})
