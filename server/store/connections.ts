import type { Selectable } from 'kysely'
import type { ConnectionSide } from '../connect/connection.ts'
import { isIn } from '../connect/search.ts'
import { type CreatedFilter, whereCreated } from './created.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import { affected, type Db } from './store.ts'
import type { ConnectionStatus, ConnectionTable } from './tables/connections.ts'

export type Connection = Selectable<ConnectionTable>

/** A connection with what its sides are called. */
export type NamedConnection = Connection & {
  source_organization_name: string
  destination_organization_name: string
}

export const insertConnection = (db: Db, row: ConnectionTable) =>
  db.insertInto('connection').values(row).execute()

/** A connection of which the environment is a side; undefined for everybody else. */
export const findConnection = (
  db: Db,
  environmentId: string,
  id: string,
): Promise<NamedConnection | undefined> =>
  connectionsOf(db, environmentId).where('id', '=', id).executeTakeFirst()

/** Which sides of the connection the environment is. Both, where an organization connects to itself. */
export function sidesOf(connection: Connection, environmentId: string): ConnectionSide[] {
  const sides: ConnectionSide[] = []
  if (connection.source_environment_id === environmentId) sides.push('source')
  if (connection.destination_environment_id === environmentId) sides.push('destination')
  return sides
}

export interface ConnectionFilter extends CreatedFilter {
  status?: ConnectionStatus | undefined
  sourceOrganizationId?: string | undefined
  destinationOrganizationId?: string | undefined
  /** An identifier of it or of a side, or a part of what its other side is called. */
  search?: string | undefined
}

export async function listConnections(
  db: Db,
  environmentId: string,
  filter: ConnectionFilter,
  page: PageRequest,
): Promise<Page<NamedConnection>> {
  let query = whereCreated(connectionsOf(db, environmentId), filter)
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.sourceOrganizationId) {
    query = query.where('source_organization_id', '=', filter.sourceOrganizationId)
  }
  if (filter.destinationOrganizationId) {
    query = query.where('destination_organization_id', '=', filter.destinationOrganizationId)
  }
  const { search } = filter
  if (search !== undefined) {
    const named = await partnersNamed(db, environmentId, search)
    query = query.where(eb =>
      eb.or([
        eb('id', 'in', [search, ...named]),
        eb('source_organization_id', '=', search),
        eb('destination_organization_id', '=', search),
      ]),
    )
  }
  return readPage(query, page)
}

/** The active connections that lead to the environment. */
export const activeInbound = (db: Db, environmentId: string): Promise<Connection[]> =>
  connectionsOf(db, environmentId)
    .where('destination_environment_id', '=', environmentId)
    .where('status', '=', 'active')
    .execute()

type Conditions = Partial<
  Pick<
    ConnectionTable,
    | 'data_types_json'
    | 'share_url'
    | 'lowest_tier'
    | 'unbound_tokens'
    | 'source_terms_json'
    | 'destination_terms_json'
    | 'required_consents_json'
  >
>

/** Changes what a connection lets travel, and on which conditions. */
export const updateConditions = (
  db: Db,
  connection: Connection,
  change: Conditions & { updated_at: number },
) => db.updateTable('connection').set(change).where('id', '=', connection.id).execute()

/** Moves a connection on, if it still is in one of the statuses `from`; whether it did. */
export async function moveConnection(
  db: Db,
  id: string,
  from: readonly ConnectionStatus[],
  to: ConnectionStatus,
  now: number,
): Promise<boolean> {
  const result = await db
    .updateTable('connection')
    .set({ status: to, updated_at: now })
    .where('id', '=', id)
    .where('status', 'in', from)
    .executeTakeFirst()
  return affected(result) === 1
}

/** The connections that a list of something else is about; null where it is about all. */
export async function connectionsWanted(
  db: Db,
  environmentId: string,
  wanted: { connectionId?: string | undefined; partnerOrganizationId?: string | undefined },
): Promise<string[] | null> {
  const { connectionId, partnerOrganizationId } = wanted
  if (partnerOrganizationId === undefined) return connectionId === undefined ? null : [connectionId]
  const withPartner = await connectionsWith(db, environmentId, partnerOrganizationId)
  return connectionId === undefined ? withPartner : withPartner.filter(id => id === connectionId)
}

/** The identifiers of an environment's connections with an organization, either way. */
async function connectionsWith(db: Db, environmentId: string, organizationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('connection')
    .select('id')
    .where(eb =>
      eb.or([
        eb.and({ source_environment_id: environmentId, destination_organization_id: organizationId }),
        eb.and({ destination_environment_id: environmentId, source_organization_id: organizationId }),
      ]),
    )
    .execute()
  return rows.map(({ id }) => id)
}

/** How many connections a search by name looks through, the newest ones. */
const NAMED_MAX = 1000

/** The identifiers of the connections whose other side is called something that has the text in it. */
export async function partnersNamed(db: Db, environmentId: string, text: string): Promise<string[]> {
  const newest = await connectionsOf(db, environmentId).orderBy('id', 'desc').limit(NAMED_MAX).execute()
  const partnerOf = (row: NamedConnection) =>
    row.source_environment_id === environmentId
      ? row.destination_organization_name
      : row.source_organization_name
  return newest.filter(row => isIn(text, partnerOf(row))).map(({ id }) => id)
}

/** The connections of which an environment is a side, with what both are called. */
const connectionsOf = (db: Db, environmentId: string) =>
  db
    .selectFrom('connection')
    .selectAll()
    .select(eb => [
      eb
        .selectFrom('organization')
        .select('name')
        .whereRef('organization.id', '=', 'connection.source_organization_id')
        .$asScalar()
        .$notNull()
        .as('source_organization_name'),
      eb
        .selectFrom('organization')
        .select('name')
        .whereRef('organization.id', '=', 'connection.destination_organization_id')
        .$asScalar()
        .$notNull()
        .as('destination_organization_name'),
    ])
    .where(eb =>
      eb.or([
        eb('source_environment_id', '=', environmentId),
        eb('destination_environment_id', '=', environmentId),
      ]),
    )
