import { destinationOf } from '../../redemption/destination.ts'
import { RedemptionFailed } from '../../redemption/engine.ts'
import { redemptionOfSession } from '../../store/redemptions.ts'
import { findSession, type Session } from '../../store/sessions.ts'
import type { Db } from '../../store/store.ts'
import { ApiError } from '../http/api-error.ts'
import type { SessionStatus } from '../wire.ts'
import { statusOfSession } from './session-resource.ts'

const WHY: Readonly<Partial<Record<SessionStatus, string>>> = {
  expired: 'the session has expired',
  declined: 'the person has declined, or has taken the consent back',
}

/**
 * The redemption of a session that awaits input, and the inquiry that it fills. Throws `conflict` where it does not
 * await any. A connection that has ended meanwhile changes nothing: what could travel over it has, and what the person
 * gives now goes to the destination alone. A consent that was taken back ends it: the person has said so.
 */
export async function requireAwaiting(db: Db, { id }: Session, now: number) {
  const session = await findSession(db, id)
  const status = session && (await statusOfSession(db, session, now))
  const redemption = await redemptionOfSession(db, id)
  if (status !== 'awaiting-input' || !redemption) {
    throw new ApiError('conflict', (status && WHY[status]) ?? 'the session does not await input')
  }
  try {
    return { redemption, ...(await destinationOf(db, redemption, now)) }
  } catch (error) {
    if (!(error instanceof RedemptionFailed)) throw error
    throw new ApiError('conflict', 'the inquiry of this session is finished')
  }
}
