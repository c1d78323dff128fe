import type { Selectable } from 'kysely'
import type { ConnectionSide } from '../connect/connection.ts'
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

export interface ConnectionFilter {
  status?: ConnectionStatus | undefined
  sourceOrganizationId?: string | undefined
  destinationOrganizationId?: string | undefined
}

export function listConnections(
  db: Db,
  environmentId: string,
  filter: ConnectionFilter,
  page: PageRequest,
): Promise<Page<NamedConnection>> {
  let query = connectionsOf(db, environmentId)
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.sourceOrganizationId) {
    query = query.where('source_organization_id', '=', filter.sourceOrganizationId)
  }
  if (filter.destinationOrganizationId) {
    query = query.where('destination_organization_id', '=', filter.destinationOrganizationId)
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
