import type { Request } from 'express'
import type { Api } from '../api/api.ts'
import { ApiError, notFound } from '../api/http/api-error.ts'
import type { OperatorCaller } from '../api/http/caller.ts'
import { permissionsOf } from '../api/http/roles.ts'
import { isId } from '../ids.ts'
import {
  type DashboardSession,
  findDashboardSession,
  touchDashboardSession,
} from '../store/dashboard-sessions.ts'
import { findOperator, type OperatorRow } from '../store/operators.ts'
import { findEnvironmentOf } from '../store/organizations.ts'
import { readCookie } from './cookie.ts'
import type { OwnOrigin } from './origin.ts'

/** Who is signed in in the browser that asks. */
export interface SignedIn {
  session: DashboardSession
  /** As they are now: who has been demoted or removed is so from the next request on. */
  operator: OperatorRow
}

/** Finds who is signed in by the cookie. Throws `unauthorized`, the same for everybody who is not. */
export const signedInOf =
  (api: Pick<Api, 'everyone' | 'clock'>, ownOrigin: OwnOrigin) =>
  async (req: Request): Promise<SignedIn> => {
    const secret = readCookie(req, ownOrigin(req))
    const now = api.clock()
    const session = secret === null ? undefined : await findDashboardSession(api.everyone, secret, now)
    if (!session) throw new ApiError('unauthorized')
    const operator = await findOperator(api.everyone, session.organization_id, session.operator_id)
    if (!operator) throw new ApiError('unauthorized')
    await touchDashboardSession(api.everyone, session, now)
    return { session, operator }
  }

/**
 * Who calls the public API at the dashboard's address, about the environment that the address names. Throws `not_found`
 * where it is none of the organization's, whether there is one or not.
 */
export const authenticateOperator =
  (api: Pick<Api, 'everyone'>, signedIn: (req: Request) => Promise<SignedIn>) =>
  async (req: Request): Promise<OperatorCaller> => {
    const { session, operator } = await signedIn(req)
    const { environment: named } = req.params
    const isNamed = typeof named === 'string' && isId('environment', named)
    const environment = isNamed && (await findEnvironmentOf(api.everyone, operator.organization_id, named))
    if (!environment) throw notFound()
    return {
      kind: 'operator',
      id: operator.id,
      sessionId: session.id,
      role: operator.role,
      organizationId: operator.organization_id,
      environmentId: environment.id,
      environmentKind: environment.kind,
      inflection: 'kebab',
      permissions: permissionsOf(operator.role),
    }
  }
