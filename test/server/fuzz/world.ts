import {
  attributes,
  decide,
  followToEnd,
  mint,
  type OpenSession,
  redeem,
  type TestServer,
} from '../harness.ts'
import { newEnvironment, newKey } from '../identities.ts'
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
    outsider: await newKey(server.connect, await newEnvironment(server.connect)),
    powerless: await newKey(server.connect, environmentId, { permissions: [] }),
    expired: await newKey(server.connect, environmentId, { expiresAt: 1 }),
  }
  const pools = { source: new Pool(), destination: new Pool() }
  for (const pool of Object.values(pools)) {
    pool.add('organization', source['organization-id'])
    pool.add('organization', destination['organization-id'])
  }
  for (const { type, id } of resourcesIn(await verifyEverything(server))) pools.destination.add(type, id)
  // What was charged for it: entries are listed by month, and few requests hit upon this one.
  const charged = (await server.asDestination('GET', '/connect/usage-entries')).json
  for (const { type, id } of resourcesIn(charged)) pools.destination.add(type, id)
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

async function environmentOf({ connect }: TestServer, organizationId: string): Promise<string> {
  const { id } = await connect.api.store.db
    .selectFrom('environment')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('kind', '=', 'sandbox')
    .executeTakeFirstOrThrow()
  return id
}
