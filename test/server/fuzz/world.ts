import { PERMISSIONS } from '../../../server/api/http/permissions.ts'
import { newId } from '../../../server/ids.ts'
import { hashSecret, newSecret } from '../../../server/secrets.ts'
import { insertApiKey } from '../../../server/store/api-keys.ts'
import { insertEnvironment, insertOrganization } from '../../../server/store/organizations.ts'
import {
  attributes,
  decide,
  followToEnd,
  mint,
  type OpenSession,
  redeem,
  type TestServer,
} from '../harness.ts'
import { Pool } from './identifiers.ts'
import { resourcesIn } from './resources.ts'
import { newSession, TEMPLATE } from './setting.ts'

export const SIDES = ['source', 'destination'] as const
export type Side = (typeof SIDES)[number]

/** Everything that the plans of a run stand on: who there is, with which keys, and what each has seen of its own. */
export interface World {
  server: TestServer
  keys: Record<Side | 'outsider' | 'powerless' | 'expired', string>
  pools: Record<Side, Pool>
  /** What everything else is made from: requests that change or erase leave these alone. */
  anchors: ReadonlySet<string>
  /** The source's complete inquiry. */
  inquiryId: string
  session: OpenSession
}

/** A world upon a server's sandbox. */
export async function createWorld(server: TestServer): Promise<World> {
  const { source, destination } = server.sandbox
  const inquiryId = await server.inquiryOf('complete')
  const environmentId = await environmentOf(server, destination['organization-id'])
  const keys = {
    source: source['api-key'],
    destination: destination['api-key'],
    outsider: await newKey(server, await newEnvironment(server)),
    powerless: await newKey(server, environmentId, { permissions: [] }),
    expired: await newKey(server, environmentId, { expiresAt: 1 }),
  }
  const pools = { source: new Pool(), destination: new Pool() }
  for (const pool of Object.values(pools)) {
    pool.add('organization', source['organization-id'])
    pool.add('organization', destination['organization-id'])
  }
  for (const { type, id } of resourcesIn(await verifyEverything(server))) pools.destination.add(type, id)
  const anchors = await anchorsOf(server, inquiryId)
  return { server, keys, pools, anchors, inquiryId, session: await newSession(server) }
}

/** The objects that everything else stands on: the connection, the templates, the source's inquiry, and every key. */
async function anchorsOf(
  { connect, sandbox, asSource }: TestServer,
  inquiryId: string,
): Promise<Set<string>> {
  const apiKeys = await connect.api.store.db.selectFrom('api_key').select('id').execute()
  const inquiry = await asSource('GET', `/inquiries/${inquiryId}`)
  return new Set([
    sandbox['connection-id'],
    sandbox['destination-inquiry-template-id'],
    sandbox['destination-inquiry-template-id-strict'],
    ...apiKeys.map(({ id }) => id),
    ...resourcesIn(inquiry.json).map(({ id }) => id),
  ])
}

/** Redeems into a template that wants everything, so that a verification of each kind is there to be retrieved. */
async function verifyEverything(server: TestServer): Promise<unknown> {
  const template = attributes({ name: 'Everything', document: TEMPLATE })
  const made = await server.asDestination('POST', '/inquiry-templates', template)
  const session = await newSession(server, { 'inquiry-template-id': made.json.data.id })
  await decide(server, session)
  await redeem(server, session, (await mint(server)).secretForm)
  await followToEnd(server, session)
  return (await server.asDestination('GET', `/inquiries/${session.inquiryId}`)).json
}

async function newEnvironment({ connect }: TestServer): Promise<string> {
  const { store, vault } = connect.api
  const organization = newId('organization')
  const row = { id: organization, name: 'Outsider', privacy_url: null, logo_url: null, created_at: 0 }
  await insertOrganization(store.db, row)
  const id = newId('environment')
  const wrapped_key = vault.newEnvironmentKey(id)
  await insertEnvironment(store.db, {
    id,
    organization_id: organization,
    kind: 'sandbox',
    created_at: 0,
    wrapped_key,
  })
  return id
}

async function environmentOf({ connect }: TestServer, organizationId: string): Promise<string> {
  const { id } = await connect.api.store.db
    .selectFrom('environment')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('kind', '=', 'sandbox')
    .executeTakeFirstOrThrow()
  return id
}

export async function newKey(
  { connect }: TestServer,
  environmentId: string,
  options: { permissions?: readonly string[]; expiresAt?: number } = {},
): Promise<string> {
  const key = `connect_sandbox_${newSecret()}`
  await insertApiKey(connect.api.store.db, {
    id: newId('api-key'),
    environment_id: environmentId,
    name: 'fuzz',
    created_at: 0,
    expires_at: options.expiresAt ?? null,
    permissions_json: JSON.stringify(options.permissions ?? PERMISSIONS),
    secret_hash: hashSecret(key),
  })
  return key
}
