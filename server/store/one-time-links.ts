import type { Db } from './store.ts'
import type { OneTimeLinkTable } from './tables/inquiries.ts'

export const insertOneTimeLink = (db: Db, row: OneTimeLinkTable) =>
  db.insertInto('one_time_link').values(row).execute()

/**
 * Uses a link up, in one conditional update: it has not been used, has time left, and its session is not over. The
 * session that it opens; undefined for every code that opens none, whatever the reason.
 */
export const useOneTimeLink = (db: Db, codeHash: string, now: number) =>
  db
    .updateTable('one_time_link')
    .set({ used_at: now })
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('inquiry_session')
          .select('inquiry_session.id')
          .whereRef('inquiry_session.id', '=', 'one_time_link.session_id')
          .where('inquiry_session.expired_at', 'is', null)
          .where('inquiry_session.expires_at', '>', now),
      ),
    )
    .returning(['session_id', 'environment_id'])
    .executeTakeFirst()
