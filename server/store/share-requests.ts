import type { Selectable } from 'kysely'
import { type Decision, isDecision } from './consents.ts'
import type { Db } from './store.ts'
import type { ShareRequestTable } from './tables/sharing.ts'

export type ShareRequest = Selectable<ShareRequestTable>

export const insertShareRequest = (db: Db, row: ShareRequestTable) =>
  db.insertInto('share_request').values(row).execute()

/** A share request of which the environment is a side; undefined for everybody else. */
export const findShareRequest = (
  db: Db,
  environmentId: string,
  id: string,
): Promise<ShareRequest | undefined> =>
  db
    .selectFrom('share_request')
    .selectAll()
    .where('id', '=', id)
    .where(eb =>
      eb.or([
        eb('source_environment_id', '=', environmentId),
        eb('destination_environment_id', '=', environmentId),
      ]),
    )
    .executeTakeFirst()

/** The source's newest record of what the person answered to a share request; undefined while there is none. */
export async function sourceDecisionOf(db: Db, shareRequestId: string): Promise<Decision | undefined> {
  const row = await db
    .selectFrom('consent')
    .selectAll()
    .where('share_request_id', '=', shareRequestId)
    .where('decision', '<>', 'withdrawn')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && isDecision(row) ? row : undefined
}

/** The newest token that was minted for a share request; undefined while there is none. */
export const shareTokenOfRequest = (db: Db, shareRequestId: string): Promise<{ id: string } | undefined> =>
  db
    .selectFrom('share_token')
    .select('id')
    .where('share_request_id', '=', shareRequestId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
