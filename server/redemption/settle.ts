import type { FailureReason } from '../api/wire.ts'
import { recordEvent } from '../store/events.ts'
import type { Redemption } from '../store/redemptions.ts'
import { findShareToken, settleShareToken } from '../store/share-tokens.ts'
import type { Db } from '../store/store.ts'

type End = { status: 'redeemed' } | { status: 'failed'; reason: FailureReason }

/** Ends the token of a redemption and tells both sides of it. */
export async function settle(tx: Db, redemption: Redemption, end: End, now: number): Promise<void> {
  await settleShareToken(tx, redemption.share_token_id, end, now)
  const token = await findShareToken(tx, redemption.environment_id, redemption.share_token_id)
  if (!token) return
  const object = { type: 'connect/share-token', id: token.id }
  const attributes = { status: end.status }
  const outbound = `connect/share-token.outbound-${end.status}` as const
  const inbound = `connect/share-token.inbound-${end.status}` as const
  await recordEvent(
    tx,
    { environmentId: token.source_environment_id, name: outbound, object, attributes },
    now,
  )
  await recordEvent(
    tx,
    { environmentId: token.destination_environment_id, name: inbound, object, attributes },
    now,
  )
}
