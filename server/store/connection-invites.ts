import type { Selectable } from 'kysely'
import type { ConnectionInviteStatus } from '../connect/connection-invite.ts'
import { isIn } from '../connect/search.ts'
import { type CreatedFilter, whereCreated } from './created.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import { affected, type Db } from './store.ts'
import type { ConnectionInviteTable } from './tables/connections.ts'
import type { EnvironmentKind } from './tables/organizations.ts'

export type ConnectionInvite = Selectable<ConnectionInviteTable>

export const insertConnectionInvite = (db: Db, row: ConnectionInviteTable) =>
  db.insertInto('connection_invite').values(row).execute()

/** An invite that the environment has made; undefined for everybody else. */
export const findConnectionInvite = (
  db: Db,
  sourceEnvironmentId: string,
  id: string,
): Promise<ConnectionInvite | undefined> =>
  invitesOf(db, sourceEnvironmentId).where('id', '=', id).executeTakeFirst()

export interface ConnectionInviteFilter extends CreatedFilter {
  status?: ConnectionInviteStatus | undefined
  /** An identifier of it or of its connection, or a part of its note. */
  search?: string | undefined
}

/** How many invites a search by note looks through, the newest ones. */
const NOTED_MAX = 1000

export async function listConnectionInvites(
  db: Db,
  sourceEnvironmentId: string,
  filter: ConnectionInviteFilter,
  page: PageRequest,
  now: number,
): Promise<Page<ConnectionInvite>> {
  const { search } = filter
  let query = whereCreated(invitesOf(db, sourceEnvironmentId), filter)
  if (search !== undefined) {
    const newest = await invitesOf(db, sourceEnvironmentId).orderBy('id', 'desc').limit(NOTED_MAX).execute()
    const noted = newest.filter(({ note }) => note !== null && isIn(search, note)).map(({ id }) => id)
    query = query.where(eb => eb.or([eb('id', 'in', [search, ...noted]), eb('connection_id', '=', search)]))
  }
  if (filter.status === 'accepted') query = query.where('accepted_at', 'is not', null)
  if (filter.status === 'revoked') query = query.where('revoked_at', 'is not', null)
  if (filter.status === 'pending' || filter.status === 'expired') {
    query = query
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', filter.status === 'pending' ? '>' : '<=', now)
  }
  return readPage(query, page)
}

/** The invite behind a secret, while it can be accepted in an environment of that kind. */
export const findOpenInvite = (
  db: Db,
  secretHash: string,
  kind: EnvironmentKind,
  now: number,
): Promise<ConnectionInvite | undefined> =>
  db
    .selectFrom('connection_invite')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .where('environment_kind', '=', kind)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()

/** Ends an invite as accepted or revoked, if nothing has ended it yet; whether it did. */
export async function endInvite(
  db: Db,
  id: string,
  end: { accepted_at: number; connection_id: string } | { revoked_at: number },
): Promise<boolean> {
  const result = await db
    .updateTable('connection_invite')
    .set(end)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return affected(result) === 1
}

const invitesOf = (db: Db, sourceEnvironmentId: string) =>
  db.selectFrom('connection_invite').selectAll().where('source_environment_id', '=', sourceEnvironmentId)
