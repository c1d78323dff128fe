import { recordDoneInSession } from '../../audit/by-session.ts'
import { type Consent, withdrawalOf } from '../../store/consents.ts'
import type { Session } from '../../store/sessions.ts'
import { transaction } from '../../store/store.ts'
import type { SessionApi } from '../api.ts'
import { withdraw } from '../consents/withdraw.ts'
import { ApiError } from '../http/api-error.ts'
import { groundOf } from './ground.ts'

/** The person's last word in this session: the decision, or its withdrawal. Throws `conflict` where there is none yet. */
export async function requireLastWord(api: SessionApi, session: Session): Promise<Consent> {
  const { db } = api
  const ground = await groundOf(db, session)
  if (!ground) throw new ApiError('conflict', 'no decision has been recorded for this session')
  return (await withdrawalOf(db, ground.id)) ?? ground
}

/**
 * The person stops sharing: what they granted is taken back, and a token that was minted for this session and that
 * nobody has redeemed ends at once. What has been copied by then is the destination's own, under its own retention;
 * from now on the record says that it was withdrawn. Twice is once.
 */
export async function withdrawInSession(api: SessionApi, session: Session): Promise<void> {
  const now = api.clock()
  await transaction(api.db, async tx => {
    const ground = await groundOf(tx, session)
    if (ground?.decision !== 'granted') {
      throw new ApiError('conflict', 'nothing has been granted in this session')
    }
    if (await withdrawalOf(tx, ground.id)) return
    await withdraw(tx, ground, now)
    const done = { operation: 'POST /connect/session/withdraw', objectIds: [ground.id], status: 200 }
    await recordDoneInSession(tx, session, done, now)
  })
  api.engine.signals.publish(session.id)
}
