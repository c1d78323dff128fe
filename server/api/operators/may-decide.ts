import type { Role } from '../../connect/role.ts'
import { hasOtherAdmin, type OperatorRow } from '../../store/operators.ts'
import { listEnvironments } from '../../store/organizations.ts'
import type { Db } from '../../store/store.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { permissionsOf } from '../http/roles.ts'

/**
 * People belong to an organization, keys to one environment: a key of the sandbox neither sees nor lets in whoever may
 * sign in to production. Throws `forbidden`.
 */
export async function requireOfOrganization(db: Db, caller: Caller): Promise<void> {
  if (caller.kind === 'operator' || caller.environmentKind === 'production') return
  const environments = await listEnvironments(db, caller.organizationId)
  if (!environments.some(({ kind }) => kind === 'production')) return
  throw new ApiError('forbidden', 'an API key of production is needed for the people of an organization')
}

/** Nobody makes, or decides about, somebody who may do what they may not. Throws `forbidden`. */
export function requireWithin(caller: Caller, role: Role): void {
  if (permissionsOf(role).every(permission => caller.permissions.includes(permission))) return
  throw new ApiError('forbidden', `the role ${role} may do what you may not`)
}

/** An organization is never left without anybody who decides. Throws `conflict`. */
export async function requireOtherAdmin(tx: Db, row: OperatorRow): Promise<void> {
  if (row.role !== 'admin' || (await hasOtherAdmin(tx, row))) return
  throw new ApiError('conflict', 'the last admin stays: make somebody else an admin first')
}
