import { dueInquiries, expireDueInquiry } from '../../store/due-inquiries.ts'
import { type Db, transaction } from '../../store/store.ts'
import { follow } from './transition.ts'

/** How many inquiries are expired in one transaction. */
const AT_ONCE = 100

/**
 * Expires every inquiry whose time is over, of one environment or of all, as if its organization had: sessions and links
 * end, pending verifications are canceled, and the event is recorded. Whoever else does so at the same time leaves it to
 * one of both.
 */
export async function expireDueInquiries(db: Db, now: number, environmentId?: string): Promise<void> {
  let due = await dueInquiries(db, now, AT_ONCE, environmentId)
  while (due.length > 0) {
    const batch = due
    await transaction(db, async tx => {
      for (const inquiry of batch) {
        if (await expireDueInquiry(tx, inquiry, now)) await follow(tx, inquiry, 'expire', now)
      }
    })
    due = await dueInquiries(db, now, AT_ONCE, environmentId)
  }
}
