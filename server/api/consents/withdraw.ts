import { newId } from '../../ids.ts'
import { type Consent, insertConsent, withdrawalOf } from '../../store/consents.ts'
import { recordEvent } from '../../store/events.ts'
import { appendProgress } from '../../store/progress.ts'
import { getSession } from '../../store/sessions.ts'
import { endOutstanding } from '../../store/share-token-events.ts'
import type { Db } from '../../store/store.ts'

/**
 * Takes a granted consent back: a new record that names it. Tokens that stand on it, or that were minted for the session
 * in which it was granted, and that nobody has redeemed, expire at once; the claim refuses whatever else would have
 * relied on it. The stream of that session tells every page of it; whoever calls this wakes its readers, once that is
 * durable. A second withdrawal is the first one.
 */
export async function withdraw(tx: Db, record: Consent, now: number): Promise<Consent> {
  const earlier = await withdrawalOf(tx, record.id)
  if (earlier) return earlier
  const withdrawal: Consent = {
    ...record,
    id: newId('consent'),
    decision: 'withdrawn',
    withdraws_id: record.id,
    created_at: now,
  }
  await insertConsent(tx, withdrawal)
  await endOutstanding(tx, { consentId: record.id }, now)
  if (record.session_id !== null) {
    const { share_request_id: shareRequestId } = await getSession(tx, record.session_id)
    await endOutstanding(tx, { shareRequestId }, now)
    await appendProgress(tx, record.session_id, null, { name: 'consent.withdrawn', step: 0, steps: 0 }, now)
  }
  const object = { type: 'connect/consent', id: withdrawal.id }
  const { environment_id: environmentId } = record
  await recordEvent(tx, { environmentId, name: 'connect/consent.withdrawn', object }, now)
  return withdrawal
}
