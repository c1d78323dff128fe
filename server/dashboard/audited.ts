import type { Request } from 'express'
import { recordDone } from '../store/audit.ts'
import type { Db } from '../store/store.ts'
import type { SignedIn } from './signed-in.ts'

/** What somebody has done at the dashboard beside the public API. */
export interface DoneHere {
  /** Its method and path below `/dashboard/api`. */
  operation: string
  objectIds: readonly string[]
  status: number
}

/**
 * Writes down what was done to who signs in and how, in the transaction that does it. It belongs to no environment, so it
 * stands with the organization's first one.
 */
export const recordDoneHere = (
  tx: Db,
  req: Request,
  { operator, session }: SignedIn,
  { operation, ...done }: DoneHere,
  now: number,
): Promise<void> => {
  const [method, path] = operation.split(' ')
  return recordDone(
    tx,
    {
      ...done,
      environmentId: operator.environment_id,
      actor: { kind: 'operator', id: operator.id, withinId: session.id },
      operation: `${method} /dashboard/api${path}`,
      requestId: req.res?.get('Request-Id') ?? null,
    },
    now,
  )
}
