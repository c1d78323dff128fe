import type { ServerApi } from '../../server/api/api.ts'

/**
 * Ends a session's time, and that of its share request, now. The API has no such call: a session lives for a minute at
 * the least, and its end is a matter of the clock.
 */
export async function endSession(api: ServerApi, sessionId: string): Promise<void> {
  const { db } = api.store
  const ended = { expires_at: api.clock() }
  await db.updateTable('session').set(ended).where('id', '=', sessionId).execute()
  await db.updateTable('share_request').set(ended).where('session_id', '=', sessionId).execute()
}
