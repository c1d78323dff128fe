import { type Answer, attributes, mint, type TestServer } from '../../harness.ts'

/** One thing that a side asks for, and how the statement begins by which its transaction is known. */
export interface Operation {
  name: string
  writes: string
  ask(): Promise<Answer>
}

/** A connection with a token on it that nobody has redeemed, and each side's record that its redemption stands on. */
export interface Setting {
  connectionId: string
  tokenId: string
  consents: Record<Side, string>
}

type Side = 'source' | 'destination'

export async function newSetting(server: TestServer): Promise<Setting> {
  const made = await server.asSource(
    'POST',
    '/connect/connections',
    attributes({ 'destination-organization-id': server.sandbox.destination['organization-id'] }),
  )
  const connectionId = made.json.data.id
  await server.asDestination('POST', `/connect/connections/${connectionId}/accept`)
  const body = attributes({
    'connection-id': connectionId,
    decision: 'granted',
    'data-types': ['name'],
    notice: 'May we share your name?',
    locale: 'en',
  })
  const consents = {
    source: (await server.asSource('POST', '/connect/consents', body)).json.data.id,
    destination: (await server.asDestination('POST', '/connect/consents', body)).json.data.id,
  }
  const named = { 'connection-id': connectionId, 'consent-id': consents.source }
  return { connectionId, tokenId: (await mint(server, 'complete', named)).id, consents }
}

/** What is asked for on it; a claim of its own each time, into an account of its own. */
export async function operationsOn(server: TestServer, { connectionId, tokenId, consents }: Setting) {
  const account = await server.asDestination('POST', '/accounts', attributes({}))
  const target = attributes({ 'destination-id': account.json.data.id, 'consent-id': consents.destination })
  const connection = `/connect/connections/${connectionId}`
  const token = `/connect/share-tokens/${tokenId}`
  return {
    claim: {
      name: 'claim',
      writes: 'update "share_token"',
      ask: () => server.asDestination('POST', `${token}/redeem`, target),
    },
    deactivate: {
      name: 'deactivate',
      writes: 'update "connection"',
      ask: () => server.asSource('POST', `${connection}/deactivate`),
    },
    expire: {
      name: 'expire',
      writes: 'update "share_token"',
      ask: () => server.asSource('POST', `${token}/expire`),
    },
    withdraw: {
      name: 'withdraw',
      writes: 'insert into "consent"',
      ask: () => server.asSource('POST', `/connect/consents/${consents.source}/withdraw`),
    },
    takeBack: {
      name: 'withdraw at the destination',
      writes: 'insert into "consent"',
      ask: () => server.asDestination('POST', `/connect/consents/${consents.destination}/withdraw`),
    },
    accept: {
      name: 'accept',
      writes: 'update "connection"',
      ask: () => server.asDestination('POST', `${connection}/accept`),
    },
  } satisfies Record<string, Operation>
}
