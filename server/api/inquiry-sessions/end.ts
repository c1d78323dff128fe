import { recordEvent } from '../../store/events.ts'
import { endSession, type InquirySession, liveSessions } from '../../store/inquiry-sessions.ts'
import type { Db } from '../../store/store.ts'

/** Ends these sessions before their time, with their links; those that it ended, as they now are. */
export async function endSessions(
  tx: Db,
  sessions: InquirySession[],
  now: number,
): Promise<InquirySession[]> {
  const ended: InquirySession[] = []
  for (const session of sessions) {
    const { id, environment_id: environmentId } = session
    if (!(await endSession(tx, environmentId, id, now))) continue
    const object = { type: 'inquiry-session', id }
    await recordEvent(tx, { environmentId, name: 'inquiry-session.expired', object }, now)
    ended.push({ ...session, expired_at: now })
  }
  return ended
}

/** Ends all that is under way of these inquiries. */
export const endSessionsOf = async (tx: Db, environmentId: string, inquiryIds: string[], now: number) =>
  endSessions(tx, await liveSessions(tx, environmentId, inquiryIds, now), now)
