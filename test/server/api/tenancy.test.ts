import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PERMISSIONS } from '../../../server/api/http/permissions.ts'
import { newId } from '../../../server/ids.ts'
import { hashSecret, newSecret } from '../../../server/secrets.ts'
import { insertApiKey } from '../../../server/store/api-keys.ts'
import { insertEnvironment, insertOrganization } from '../../../server/store/organizations.ts'
import { mint, share, startServer, type TestServer } from '../harness.ts'

/**
 * Every object of the sandbox read, and acted on, by its owner first and then by everybody who must not: the other
 * side where the object is not shared, an outsider, and the same organization's other environment.
 */

let server: TestServer
let outsider: string
let otherEnvironment: string
let shared: Awaited<ReturnType<typeof share>>

beforeAll(async () => {
  server = await startServer()
  outsider = await newKey(null, 'sandbox')
  otherEnvironment = await newKey(server.sandbox.destination['organization-id'], 'production')
  shared = await share(server)
})
afterAll(() => server.close())

async function newKey(organization: string | null, kind: 'sandbox' | 'production'): Promise<string> {
  const { store, vault } = server.connect.api
  const organizationId = organization ?? newId('organization')
  if (!organization) {
    const row = { id: organizationId, name: 'Outsider', privacy_url: null, logo_url: null, created_at: 0 }
    await insertOrganization(store.db, row)
  }
  const id = newId('environment')
  const environment = { id, organization_id: organizationId, kind, created_at: 0 }
  await insertEnvironment(store.db, { ...environment, wrapped_key: vault.newEnvironmentKey(id) })
  const key = `connect_${kind}_${newSecret()}`
  const row = {
    id: newId('api-key'),
    environment_id: id,
    name: 'test',
    created_at: 0,
    expires_at: null,
    permissions_json: JSON.stringify(PERMISSIONS),
  }
  await insertApiKey(store.db, { ...row, secret_hash: hashSecret(key) })
  return key
}

type Who = 'source' | 'destination' | 'outsider' | 'otherEnvironment'

const keyOf = (who: Who): string =>
  ({
    source: server.sandbox.source['api-key'],
    destination: server.sandbox.destination['api-key'],
    outsider,
    otherEnvironment,
  })[who]

const objects: [string, Who[], () => string | Promise<string>][] = [
  [
    'a connection',
    ['source', 'destination'],
    () => `/connect/connections/${server.sandbox['connection-id']}`,
  ],
  ['a share token', ['source', 'destination'], () => `/connect/share-tokens/${shared.token.id}`],
  ['an inquiry of the destination', ['destination'], () => `/inquiries/${shared.session.inquiryId}`],
  ['an inquiry of the source', ['source'], async () => `/inquiries/${await server.inquiryOf('complete')}`],
  [
    'a template of the destination',
    ['destination'],
    () => `/inquiry-templates/${server.sandbox['destination-inquiry-template-id']}`,
  ],
  [
    'a verification of the destination',
    ['destination'],
    () => `/verifications/${shared.inquiry.relationships.verifications.data[0].id}`,
  ],
  ['a redemption', ['destination'], () => `/connect/redemptions/${shared.redemptionId}`],
  ['the events of a redemption', ['destination'], () => `/connect/redemptions/${shared.redemptionId}/events`],
  ['a consent', ['destination'], () => firstOf('/connect/consents')],
  ['an event', ['destination'], () => firstOf('/events')],
]

async function firstOf(path: string): Promise<string> {
  const { json } = await server.asDestination('GET', `${path}?page[size]=1`)
  return `${path}/${json.data[0].id}`
}

const everybody: Who[] = ['source', 'destination', 'outsider', 'otherEnvironment']

describe('an object', () => {
  // Guarantee: its owners read it; to everybody else it does not exist, in the same words as what never existed.
  it.each(objects)('%s is there for its sides only', async (_what, owners, pathOf) => {
    const path = await pathOf()
    for (const who of owners) expect((await server.call(keyOf(who), 'GET', path)).status, who).toBe(200)
    for (const who of everybody.filter(one => !owners.includes(one))) {
      const answer = await server.call(keyOf(who), 'GET', path)
      expect(answer.status, who).toBe(404)
      expect(answer.text, who).toBe('{"errors":[{"title":"Record not found"}]}')
    }
  })
})

describe('a list', () => {
  const lists = [
    '/connect/connections',
    '/connect/share-tokens',
    '/inquiries',
    '/inquiry-templates',
    '/connect/redemptions',
    '/connect/consents',
    '/events',
  ]
  // Guarantee: lists hold the caller's own, and filters do not reach beyond.
  it.each(lists)('%s holds something for its owner and nothing for an outsider', async path => {
    expect((await server.asDestination('GET', path)).json.data.length).toBeGreaterThan(0)
    for (const who of ['outsider', 'otherEnvironment'] as const) {
      expect((await server.call(keyOf(who), 'GET', path)).json.data, who).toEqual([])
    }
  })

  it('does not widen by a filter that names another’s inquiry', async () => {
    const filter = `/inquiries?filter[inquiry-id]=${await server.inquiryOf('complete')}`
    expect((await server.asSource('GET', filter)).json.data).toHaveLength(1)
    expect((await server.asDestination('GET', filter)).json.data).toEqual([])
  })
})

describe('an act', () => {
  // Guarantee: only the destination of a token redeems it; everybody else changes nothing.
  it('redeeming is the destination’s alone', async () => {
    const token = await mint(server)
    const path = `/connect/share-tokens/${token.id}`
    const body = { data: { attributes: { 'destination-id': shared.session.inquiryId } } }
    const refusals = await Promise.all(
      (['source', 'outsider', 'otherEnvironment'] as const).map(who =>
        server.call(keyOf(who), 'POST', `${path}/redeem`, { body }),
      ),
    )
    expect(refusals.map(answer => answer.status)).toEqual([403, 404, 404])
    expect((await server.asDestination('GET', path)).json.data.attributes.status).toBe('created')
  })

  it('moving a connection is its sides’ alone, and accepting the destination’s', async () => {
    const path = `/connect/connections/${server.sandbox['connection-id']}`
    for (const who of ['outsider', 'otherEnvironment'] as const) {
      expect((await server.call(keyOf(who), 'POST', `${path}/deactivate`)).status, who).toBe(404)
    }
    expect((await server.asSource('POST', `${path}/accept`)).status).toBe(403)
    expect((await server.asDestination('POST', `${path}/reactivate`)).status).toBe(403)
    expect((await server.asSource('GET', path)).json.data.attributes.status).toBe('active')
  })

  it('sharing goes out through one’s own outbound connection, with one’s own inquiry', async () => {
    const share = (connection: string, source: string) => ({
      data: { attributes: { 'connection-id': connection, 'source-id': source } },
    })
    const connection = server.sandbox['connection-id']
    const theirs = share(connection, await server.inquiryOf('complete'))
    expect((await server.asSource('POST', '/connect/share-tokens', theirs)).status).toBe(201)
    expect((await server.asDestination('POST', '/connect/share-tokens', theirs)).status).toBe(422)
    const foreign = share(connection, shared.session.inquiryId)
    expect((await server.asSource('POST', '/connect/share-tokens', foreign)).status).toBe(422)
  })
})
