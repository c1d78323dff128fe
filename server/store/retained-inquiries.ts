import { sql } from 'kysely'
import { OPEN_STATUSES } from '../connect/inquiry.ts'
import type { Inquiry } from './inquiries.ts'
import type { Db } from './store.ts'

/**
 * Until when an inquiry is kept: so many days of 24 hours after the person's part in it ended, which is the first of
 * these times, for an inquiry completes, fails or expires before it is reviewed, and is marked for review before it is
 * decided. What a reviewer does later keeps nothing for longer than the person was told. Null where no time was told.
 */
const keptUntil = sql<number | null>`
  coalesce(completed_at, failed_at, expired_at, marked_for_review_at, decisioned_at) + retention_days * 86400000`

/** Inquiries of all environments that are kept no longer, and that nobody has redacted. */
const outlived = (db: Db, now: number) =>
  db
    .selectFrom('inquiry')
    .where(keptUntil, '<=', now)
    .where('status', 'not in', OPEN_STATUSES)
    .where('redacted_at', 'is', null)

/** The identifiers of so many of them, but for those that come first: the longest overdue first. */
export async function outlivedInquiries(
  db: Db,
  now: number,
  { skip, limit }: { skip: number; limit: number },
): Promise<string[]> {
  const rows = await outlived(db, now)
    .select('id')
    .orderBy(keptUntil)
    .orderBy('id')
    .limit(limit)
    .offset(skip)
    .execute()
  return rows.map(({ id }) => id)
}

/** An inquiry, if it is one of them still. */
export const outlivedInquiry = (tx: Db, now: number, id: string): Promise<Inquiry | undefined> =>
  outlived(tx, now).selectAll().where('id', '=', id).executeTakeFirst()
