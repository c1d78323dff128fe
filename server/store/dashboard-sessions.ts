import type { Selectable } from 'kysely'
import { IDLE_MS, SESSION_MS } from '../connect/dashboard-session.ts'
import { newId } from '../ids.ts'
import { hashSecret, newSecret } from '../secrets.ts'
import type { OperatorRow } from './operators.ts'
import type { Db } from './store.ts'
import type { DashboardSessionTable, SignInMethod } from './tables/operators.ts'

export type DashboardSession = Selectable<DashboardSessionTable>

/** How long a use is not written down, in ms: that much of {@link IDLE_MS} a session may lack. */
const UNWRITTEN_MS = 60_000

/** Signs an operator in: always a session of its own, with a value that nobody could know before. */
export async function insertDashboardSession(
  db: Db,
  operator: Pick<OperatorRow, 'id' | 'organization_id'>,
  method: SignInMethod,
  now: number,
): Promise<{ session: DashboardSession; secret: string }> {
  const secret = newSecret()
  const session: DashboardSession = {
    id: newId('dashboard-session'),
    operator_id: operator.id,
    organization_id: operator.organization_id,
    secret_hash: hashSecret(secret),
    method,
    created_at: now,
    last_used_at: now,
    expires_at: now + SESSION_MS,
  }
  await db.insertInto('dashboard_session').values(session).execute()
  return { session, secret }
}

/** The session of a cookie's value; undefined where there is none any more. */
export const findDashboardSession = (
  db: Db,
  secret: string,
  now: number,
): Promise<DashboardSession | undefined> =>
  db
    .selectFrom('dashboard_session')
    .selectAll()
    .where('secret_hash', '=', hashSecret(secret))
    .where('expires_at', '>', now)
    .where('last_used_at', '>', now - IDLE_MS)
    .executeTakeFirst()

/** Notes that a session is in use. */
export async function touchDashboardSession(db: Db, session: DashboardSession, now: number): Promise<void> {
  if (now - session.last_used_at < UNWRITTEN_MS) return
  await db
    .updateTable('dashboard_session')
    .set({ last_used_at: now })
    .where('id', '=', session.id)
    .where('last_used_at', '<', now)
    .execute()
}

/** Signs out in the browser that holds this value. */
export const endDashboardSession = (db: Db, secret: string) =>
  db.deleteFrom('dashboard_session').where('secret_hash', '=', hashSecret(secret)).execute()

/** Signs an operator out everywhere. */
export const endDashboardSessionsOf = (db: Db, operatorId: string) =>
  db.deleteFrom('dashboard_session').where('operator_id', '=', operatorId).execute()

/** Forgets what nobody can sign in with any more. */
export async function forgetExpiredSignIns(db: Db, now: number): Promise<void> {
  await db.deleteFrom('sign_in_link').where('expires_at', '<=', now).execute()
  await db.deleteFrom('passkey_challenge').where('expires_at', '<=', now).execute()
  await db
    .deleteFrom('dashboard_session')
    .where(eb => eb.or([eb('expires_at', '<=', now), eb('last_used_at', '<=', now - IDLE_MS)]))
    .execute()
}
