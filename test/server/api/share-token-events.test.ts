import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributes, mint, startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

async function namesOf(who: 'asSource' | 'asDestination', tokenId: string): Promise<string[]> {
  const { json } = await server[who]('GET', `/events?filter[object-id]=${tokenId}`)
  return json.data.map((event: { attributes: { name: string } }) => event.attributes.name)
}

/** A connection of its own, so that ending it ends nobody else's tokens. */
async function newConnection(): Promise<string> {
  const destination = { 'destination-organization-id': server.sandbox.destination['organization-id'] }
  const { json } = await server.asSource('POST', '/connect/connections', attributes(destination))
  await server.asDestination('POST', `/connect/connections/${json.data.id}/accept`)
  return json.data.id
}

async function consent(): Promise<string> {
  const body = attributes({
    'connection-id': server.sandbox['connection-id'],
    decision: 'granted',
    'data-types': ['name'],
    notice: 'What was shown.',
    locale: 'en',
  })
  return (await server.asSource('POST', '/connect/consents', body)).json.data.id
}

const ways: [string, () => Promise<{ id: string; end: () => Promise<unknown> }>][] = [
  [
    'the source expires it',
    async () => {
      const { id } = await mint(server)
      return { id, end: () => server.asSource('POST', `/connect/share-tokens/${id}/expire`) }
    },
  ],
  [
    'its connection is deactivated',
    async () => {
      const connection = await newConnection()
      const { id } = await mint(server, 'complete', { 'connection-id': connection })
      return { id, end: () => server.asDestination('POST', `/connect/connections/${connection}/deactivate`) }
    },
  ],
  [
    'the consent that it stands on is withdrawn',
    async () => {
      const record = await consent()
      const { id } = await mint(server, 'complete', { 'consent-id': record })
      return { id, end: () => server.asSource('POST', `/connect/consents/${record}/withdraw`) }
    },
  ],
]

describe('a share token that ends before it was redeemed', () => {
  // Guarantee: however it ends, both sides hear of it, once and in their own direction.
  it.each(ways)('tells both sides when %s', async (_how, make) => {
    const { id, end } = await make()
    await end()
    await end()
    expect(await namesOf('asSource', id)).toEqual([
      'connect/share-token.outbound-expired',
      'connect/share-token.outbound-created',
    ])
    expect(await namesOf('asDestination', id)).toEqual([
      'connect/share-token.inbound-expired',
      'connect/share-token.inbound-created',
    ])
  })
})
