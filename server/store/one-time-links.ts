import { affected, type Db } from './store.ts'
import type { OneTimeLinkTable } from './tables/inquiries.ts'

export const insertOneTimeLink = (db: Db, row: OneTimeLinkTable) =>
  db.insertInto('one_time_link').values(row).execute()

/** Which session a code was made for, whether or not it can still be opened. */
export const findOneTimeLink = (db: Db, codeHash: string) =>
  db
    .selectFrom('one_time_link')
    .select(['session_id', 'environment_id'])
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()

/** Whether a link can be opened: it has not been used, has time left, and its session is not over. */
export const isOneTimeLinkGood = async (db: Db, codeHash: string, now: number): Promise<boolean> =>
  (await db
    .selectFrom('one_time_link')
    .innerJoin('inquiry_session', 'inquiry_session.id', 'one_time_link.session_id')
    .select('one_time_link.code_hash')
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('one_time_link.expires_at', '>', now)
    .where('inquiry_session.expired_at', 'is', null)
    .where('inquiry_session.expires_at', '>', now)
    .executeTakeFirst()) !== undefined

/** Uses a link up that {@link isOneTimeLinkGood}, in the same transaction; whether it was the first to. */
export async function consumeOneTimeLink(db: Db, codeHash: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable('one_time_link')
    .set({ used_at: now })
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return affected(result) === 1
}
