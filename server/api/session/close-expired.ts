import { appendProgress } from '../../store/progress.ts'
import type { Session } from '../../store/sessions.ts'
import { transaction } from '../../store/store.ts'
import type { SessionApi } from '../api.ts'
import type { SessionStatus } from '../wire.ts'
import { statusOfSession } from './session-resource.ts'

/** After these nothing more is told. */
const OVER: readonly SessionStatus[] = ['completed', 'declined', 'failed', 'expired']

/** Whether a session's stream has come to its end. The first to find the session expired says so in the stream. */
export async function closeExpired(api: SessionApi, session: Session): Promise<boolean> {
  const status = await statusOfSession(api.db, session, api.clock())
  if (status === 'expired') await tellExpired(api, session)
  return OVER.includes(status)
}

async function tellExpired(api: SessionApi, session: Session): Promise<void> {
  await transaction(api.db, async tx => {
    const told = await tx
      .selectFrom('progress_event')
      .select('seq')
      .where('stream_id', '=', session.id)
      .where('name', '=', 'session.expired')
      .executeTakeFirst()
    if (told) return
    await appendProgress(tx, session.id, null, { name: 'session.expired', step: 0, steps: 0 }, api.clock())
  })
}
