import type { Selectable } from 'kysely'
import type { Db } from './store.ts'
import type { SessionTable } from './tables/sharing.ts'
import type { EnvironmentVault } from './vault.ts'

export type Session = Selectable<SessionTable>

export const insertSession = (db: Db, row: SessionTable) => db.insertInto('session').values(row).execute()

/** A session by its id alone: for whoever has checked its secret next, and for the engine. */
export const findSession = (db: Db, id: string): Promise<Session | undefined> =>
  db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst()

/** A session that another row names. */
export const getSession = (db: Db, id: string): Promise<Session> =>
  db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** The identifiers of an environment's sessions in which these objects were, or are, filled in. */
export async function sessionsOf(
  db: Db,
  environmentId: string,
  inquiryIds: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('session')
    .select('id')
    .where('environment_id', '=', environmentId)
    .where('inquiry_id', 'in', inquiryIds)
    .execute()
  return rows.map(({ id }) => id)
}

/** Gives a session time until then, where it has less. */
export const extendSession = (db: Db, id: string, until: number) =>
  db
    .updateTable('session')
    .set({ expires_at: until })
    .where('id', '=', id)
    .where('expires_at', '<', until)
    .execute()

const verifierContext = (sessionId: string) => ['session', sessionId, 'verifier']

export const sealVerifier = (vault: EnvironmentVault, sessionId: string, verifier: string) =>
  vault.seal(verifier, verifierContext(sessionId))

/** The verifier of the session's share request (RFC 7636): what a token bound to the session is checked against. */
export const openVerifier = (vault: EnvironmentVault, session: Session): string =>
  vault.unseal(session.sealed_verifier, verifierContext(session.id))
