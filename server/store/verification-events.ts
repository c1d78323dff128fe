import { recordEvent } from './events.ts'
import type { Db } from './store.ts'
import type { NewVerification } from './verifications.ts'

type Of = Pick<NewVerification, 'id' | 'environment_id' | 'kind'>
type Came = 'submitted' | 'passed' | 'failed' | 'canceled'

/** Tells that a verification has been made, with the state that it was made in. */
export const recordCreated = (tx: Db, of: Pick<NewVerification, 'status'> & Of, now: number): Promise<void> =>
  record(tx, of, 'created', of.status, now)

/** Tells which state a verification has come to. */
export const recordState = (tx: Db, of: Of, status: Came, now: number): Promise<void> =>
  record(tx, of, status, status, now)

function record(
  tx: Db,
  { id, environment_id: environmentId, kind }: Of,
  what: 'created' | Came,
  status: string,
  now: number,
): Promise<void> {
  const object = { type: `verification/${kind}`, id }
  return recordEvent(tx, { environmentId, name: `verification.${what}`, object, attributes: { status } }, now)
}
