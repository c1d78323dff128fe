import type { Db } from './store.ts'

/** Cancels the verifications of an inquiry that have no result yet; which they were. */
export const cancelPendingVerifications = (
  db: Db,
  environmentId: string,
  inquiryId: string,
  now: number,
): Promise<{ id: string; kind: string }[]> =>
  db
    .updateTable('verification')
    .set({ status: 'canceled', completed_at: now })
    .where('environment_id', '=', environmentId)
    .where('inquiry_id', '=', inquiryId)
    .where('status', 'in', ['initiated', 'submitted'])
    .returning(['id', 'kind'])
    .execute()
