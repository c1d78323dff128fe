import { TEMPLATE } from '../fuzz/setting.ts'
import { attributes, type TestServer } from '../harness.ts'
import { newEnvironment, newKey } from '../identities.ts'

export type Side = 'source' | 'destination'

/** Who asks, seen from the owner of an object. */
export type Identity =
  | 'owner'
  | 'other side'
  /** Another organization, with objects and a connection of its own. */
  | 'outsider'
  /** The owner's own organization, in its other environment: of what belongs to the organization, in the sandbox. */
  | 'other environment'
  /** A key of the owner's environment that has every permission there is. */
  | 'all-powerful key'
  | 'powerless key'
  | 'expired key'
  | 'nobody'

/** The sandbox, and who else there is beside its two organizations. */
export interface World {
  server: TestServer
  keys: Record<Side, Record<Exclude<Identity, 'outsider' | 'nobody'>, string>>
  outsider: string
  /** The environments of the sandbox's two sides. */
  environments: readonly string[]
  /** The outsider's own objects, by the prefix of their identifiers. */
  foreign: ReadonlyMap<string, string>
}

const OTHER: Readonly<Record<Side, Side>> = { source: 'destination', destination: 'source' }

/** The key that somebody has, seen from a side; null for nobody. */
export function keyOf(
  { keys, outsider }: World,
  { owner, ofOrganization }: { owner: Side; ofOrganization?: true },
  identity: Identity,
): string | null {
  if (identity === 'nobody') return null
  if (identity === 'outsider') return outsider
  const own = keys[owner]
  if (ofOrganization && identity === 'owner') return own['other environment']
  if (ofOrganization && identity === 'other environment') return own['all-powerful key']
  return own[identity]
}

export async function createWorld(server: TestServer): Promise<World> {
  const { connect, sandbox } = server
  const environmentOf = async (side: Side): Promise<string> => {
    const { id } = await connect.api.store.db
      .selectFrom('environment')
      .select('id')
      .where('organization_id', '=', sandbox[side]['organization-id'])
      .where('kind', '=', 'sandbox')
      .executeTakeFirstOrThrow()
    return id
  }
  const keysOf = async (side: Side) => {
    const environment = await environmentOf(side)
    const production = await newEnvironment(connect, 'production', sandbox[side]['organization-id'])
    return {
      owner: sandbox[side]['api-key'],
      'other side': sandbox[OTHER[side]]['api-key'],
      'other environment': await newKey(connect, production),
      'all-powerful key': await newKey(connect, environment),
      'powerless key': await newKey(connect, environment, { permissions: [] }),
      'expired key': await newKey(connect, environment, { expiresAt: 1 }),
    }
  }
  const outsider = await newKey(connect, await newEnvironment(connect))
  return {
    server,
    keys: { source: await keysOf('source'), destination: await keysOf('destination') },
    outsider,
    environments: [await environmentOf('source'), await environmentOf('destination')],
    foreign: await outsidersObjects(server, outsider),
  }
}

/** One object of each kind that a request can name, all the outsider's own. */
async function outsidersObjects(server: TestServer, key: string): Promise<Map<string, string>> {
  const post = async (path: string, body: unknown = {}) => {
    const answer = await server.call(key, 'POST', path, { body })
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
    return answer.json.data
  }
  const template = await post('/inquiry-templates', attributes({ name: 'Foreign', document: TEMPLATE }))
  const ofTemplate = { 'inquiry-template-id': template.id }
  const invite = await server.call(key, 'POST', '/connect/connection-invites', { body: attributes({}) })
  const secretForm = new URL(invite.json.meta['invite-url']).hash.slice(1)
  const connection = await post('/connect/connection-invites/accept', attributes({ invite: secretForm }))
  const ofConnection = { 'connection-id': connection.id }
  const shown = { decision: 'granted', 'data-types': ['name'], notice: 'Foreign.', locale: 'en' }
  const page = { purpose: 'Foreign', 'allowed-origins': ['https://bank.example'] }
  const session = await post('/connect/sessions', attributes({ ...ofTemplate, ...ofConnection, ...page }))
  const ids = [
    template.id,
    connection.id,
    session.relationships['share-request'].data.id,
    (await post('/connect/consents', attributes({ ...ofConnection, ...shown }))).id,
    (await post('/inquiries', attributes(ofTemplate))).id,
    (await post('/accounts', attributes({}))).id,
    (await post('/transactions', attributes({}))).id,
  ]
  return new Map(ids.map(id => [prefixOf(id), id]))
}

export const prefixOf = (id: string): string => id.slice(0, id.indexOf('_'))

/** Identifiers within a text; organizations are left out, which everybody may name. */
export const identifiersIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\b(?!org_)[a-z]+_[0-9a-z]{26}\b/g)].map(([id]) => id)),
]

/** Well-formed, and nothing has it. */
export const neverMade = (id: string): string => `${prefixOf(id)}_01k7f3q9vbe4rtd2m8xw6ycs5h`
