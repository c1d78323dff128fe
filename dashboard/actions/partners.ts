import type { Connection } from '../shell/api-types.ts'
import type { Dash } from '../shell/dash.ts'

/** How many connections a choice of partners is made of: what one page of the API has at most. */
const CHOICES_MAX = 100

/** The organization's connections, the newest first, by what their other side is called. */
export interface Partners {
  connections: readonly Connection[]
  /** The organizations on their other sides, by identifier, to choose from. */
  organizations: readonly (readonly [id: string, name: string])[]
  /** What the other side of a connection is called; null where it is too long ago to be among the newest. */
  nameOf(connectionId: string): string | null
}

export async function readPartners(dash: Dash, signal: AbortSignal): Promise<Partners> {
  const { data } = await dash.client.connections.list({ page: { size: CHOICES_MAX }, signal })
  const own = dash.me.organization.id
  const names = new Map(data.map(connection => [connection.id, partnerOf(connection, own)]))
  const organizations = new Map(data.map(({ attributes }) => sideOf(attributes, own)))
  return { connections: data, organizations: [...organizations], nameOf: id => names.get(id) ?? null }
}

/** The other side of a connection, seen from `own`. */
export const partnerOf = ({ attributes }: Connection, own: string): string => sideOf(attributes, own)[1]

/** The identifier and the name of that side. */
const sideOf = (attributes: Connection['attributes'], own: string): [id: string, name: string] =>
  attributes['source-organization-id'] === own
    ? [attributes['destination-organization-id'], attributes['destination-organization-name']]
    : [attributes['source-organization-id'], attributes['source-organization-name']]
