import type { InquiryStatus } from '../api/wire.ts'
import { OPEN_STATUSES } from '../connect/inquiry.ts'
import type { Inquiry } from './inquiries.ts'
import { affected, type Db } from './store.ts'

/** Inquiries that are open although their time is over: of one environment, or of all; the longest overdue first. */
export function dueInquiries(db: Db, now: number, limit: number, environmentId?: string): Promise<Inquiry[]> {
  const due = db
    .selectFrom('inquiry')
    .selectAll()
    .where('status', 'in', OPEN_STATUSES)
    .where('expires_at', '<=', now)
    .where('redacted_at', 'is', null)
    .orderBy('expires_at')
    .limit(limit)
  return (environmentId === undefined ? due : due.where('environment_id', '=', environmentId)).execute()
}

/** Expires an inquiry as of when its time was over, if that is so and it is open still; whether it did. */
export async function expireDueInquiry(
  db: Db,
  inquiry: Pick<Inquiry, 'id' | 'environment_id'>,
  now: number,
): Promise<boolean> {
  const result = await db
    .updateTable('inquiry')
    .set(eb => ({
      status: 'expired' satisfies InquiryStatus,
      expired_at: eb.ref('expires_at'),
      updated_at: now,
    }))
    .where('environment_id', '=', inquiry.environment_id)
    .where('id', '=', inquiry.id)
    .where('status', 'in', OPEN_STATUSES)
    .where('expires_at', '<=', now)
    .where('redacted_at', 'is', null)
    .executeTakeFirst()
  return affected(result) === 1
}
