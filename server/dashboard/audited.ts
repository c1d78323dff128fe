import type { Request } from 'express'
import { ApiError } from '../api/http/api-error.ts'
import { idOf } from '../api/http/reply.ts'
import { recordRefused } from '../audit/refused.ts'
import { isAtLeast } from '../connect/role.ts'
import { isId } from '../ids.ts'
import { recordDone } from '../store/audit.ts'
import type { Db } from '../store/store.ts'
import type { Dashboard } from './dashboard.ts'
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
  who: SignedIn,
  { operation, ...done }: DoneHere,
  now: number,
): Promise<void> => recordDone(tx, { ...askedHere(req, who, operation), ...done }, now)

/**
 * Throws `forbidden` where somebody is no admin, and writes down that they were refused. `operation` is its method and path
 * below `/dashboard/api`.
 */
export async function requireAdmin(
  { api, signedIn }: Pick<Dashboard, 'api' | 'signedIn'>,
  req: Request,
  operation: string,
): Promise<SignedIn> {
  const who = await signedIn(req)
  const { role } = who.operator
  if (isAtLeast(role, 'admin')) return who
  const id = idOf(req)
  await recordRefused(api, { ...askedHere(req, who, operation), objectIds: isId('operator', id) ? [id] : [] })
  throw new ApiError('forbidden', `the role ${role} may not do this; admin may`)
}

function askedHere(req: Request, { operator, session }: SignedIn, operation: string) {
  const [method, path] = operation.split(' ')
  return {
    environmentId: operator.environment_id,
    actor: { kind: 'operator' as const, id: operator.id, withinId: session.id },
    operation: `${method} /dashboard/api${path}`,
    requestId: req.res?.get('Request-Id') ?? null,
  }
}
