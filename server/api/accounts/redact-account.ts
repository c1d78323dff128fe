import { removeAccountPhoto } from '../../store/account-photos.ts'
import { type Account, updateAccount } from '../../store/accounts.ts'
import { eraseFields } from '../../store/erase.ts'
import { recordEvent } from '../../store/events.ts'
import { inquiriesOfAccount } from '../../store/inquiries.ts'
import { eraseAnswers } from '../../store/kept-answers.ts'
import type { Db } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { redactInquiry } from '../inquiries/redact.ts'

/**
 * Erases what an account holds, and redacts the inquiries that belong to it (published). The account stays, under the
 * organization's own name for it.
 */
export async function redactAccount(api: Api, tx: Db, account: Account): Promise<void> {
  const { id, environment_id: environmentId } = account
  const now = api.clock()
  for (const inquiry of await inquiriesOfAccount(tx, environmentId, id)) await redactInquiry(api, tx, inquiry)
  await eraseFields(tx, environmentId, id)
  await removeAccountPhoto(tx, environmentId, id)
  await eraseAnswers(tx, environmentId, id)
  await updateAccount(tx, account, { redacted_at: now, updated_at: now })
  const object = { type: 'account', id }
  await recordEvent(tx, { environmentId, name: 'account.redacted', object }, now)
}
