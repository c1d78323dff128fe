import { eraseInquiry } from '../../store/erase.ts'
import { recordEvent } from '../../store/events.ts'
import { type Inquiry, updateInquiry } from '../../store/inquiries.ts'
import type { Db } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { endSessionsOf } from '../inquiry-sessions/end.ts'

/**
 * Redacts an inquiry: what it holds of the person is erased, and what was written about the person in free text with
 * it; the inquiry itself stays, with its status and reference id. What other organizations have copied is theirs.
 * Redacting twice changes nothing.
 */
export async function redactInquiry(
  api: Pick<Api, 'vault' | 'clock'>,
  tx: Db,
  inquiry: Inquiry,
): Promise<void> {
  if (inquiry.redacted_at !== null) return
  const { id, environment_id: environmentId } = inquiry
  const now = api.clock()
  await eraseInquiry(tx, await api.vault.of(tx, environmentId), id, now)
  await endSessionsOf(tx, environmentId, [id], now)
  await updateInquiry(tx, inquiry, { note: null, reviewer_comment: null, redacted_at: now, updated_at: now })
  const object = { type: 'inquiry', id }
  await recordEvent(tx, { environmentId, name: 'inquiry.redacted', object }, now)
}
