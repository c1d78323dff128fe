import { type Done, recordDone } from '../store/audit.ts'
import type { Session } from '../store/sessions.ts'
import type { Db } from '../store/store.ts'

/** What a person has done at a destination's page: who they are is the session's to know, and is not said here. */
export const recordDoneInSession = (
  tx: Db,
  session: Session,
  done: Pick<Done, 'operation' | 'objectIds' | 'status'>,
  now: number,
): Promise<void> =>
  recordDone(
    tx,
    {
      ...done,
      environmentId: session.environment_id,
      actor: { kind: 'session', id: session.id, withinId: null },
      requestId: null,
    },
    now,
  )
