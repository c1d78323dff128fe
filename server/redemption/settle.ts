import type { FailureReason } from '../api/wire.ts'
import type { Redemption } from '../store/redemptions.ts'
import { recordOnBothSides } from '../store/share-token-events.ts'
import { findShareToken, settleShareToken } from '../store/share-tokens.ts'
import type { Db } from '../store/store.ts'

type End = { status: 'redeemed' } | { status: 'failed'; reason: FailureReason }

/** Ends the token of a redemption and tells both sides of it, once: a redemption that awaited input ended it then. */
export async function settle(tx: Db, redemption: Redemption, end: End, now: number): Promise<void> {
  if (!(await settleShareToken(tx, redemption.share_token_id, end, now))) return
  const token = await findShareToken(tx, redemption.environment_id, redemption.share_token_id)
  if (token) await recordOnBothSides(tx, token, end.status, now, { status: end.status })
}
