import { isAtLeast, type Role } from '../../connect/role.ts'
import { PERMISSIONS, type Permission } from './permissions.ts'

/** An operation of the API as roles know it. */
export interface Operation {
  /** Its method and path: `POST /connect/share-tokens/:id/redeem`. */
  name: string
  permission: Permission
}

/**
 * The lowest role that has a permission. A permission that is missing here does not compile: whoever reads anything is a
 * viewer, everyday work is an operator's, and what decides how the organization works is an admin's.
 */
const OF_PERMISSION: Readonly<Record<Permission, Role>> = {
  'account.read': 'viewer',
  'account.write': 'operator',
  'agreement.read': 'viewer',
  'agreement.sign': 'admin',
  'api-key.read': 'viewer',
  'api-key.write': 'admin',
  'audit.read': 'viewer',
  'connect.read': 'viewer',
  'connect.create': 'operator',
  'connect.accept': 'operator',
  'connect.redeem': 'operator',
  'document.read': 'viewer',
  'event.read': 'viewer',
  'inquiry.read': 'viewer',
  'inquiry.write': 'operator',
  'inquiry-template.read': 'viewer',
  'inquiry-template.write': 'admin',
  'operator.read': 'viewer',
  'operator.write': 'admin',
  'reference-list.read': 'viewer',
  'reference-list.write': 'admin',
  'sandbox.reset': 'admin',
  'transaction.read': 'viewer',
  'transaction.write': 'operator',
  'usage.read': 'viewer',
  'verification.read': 'viewer',
  'verification.write': 'operator',
  'webhook.read': 'viewer',
  'webhook.write': 'admin',
  'workflow.read': 'viewer',
  'workflow.write': 'admin',
}

/** Everyday work under a permission that is otherwise an admin's. */
const OF_OPERATION: Readonly<Record<string, Role>> = {
  'POST /webhooks/:id/redeliver': 'operator',
  'POST /webhook-deliveries/:id/redeliver': 'operator',
  'POST /workflows/:id/trigger': 'operator',
}

/** The lowest role that may call an operation. What is deleted is erased for good: that is an admin's. */
export function lowestRoleOf({ name, permission }: Operation): Role {
  if (name.startsWith('DELETE ')) return 'admin'
  return OF_OPERATION[name] ?? OF_PERMISSION[permission]
}

/** What a role may do wherever it is not asked about one operation, as in `include`. */
export const permissionsOf = (role: Role): readonly Permission[] =>
  PERMISSIONS.filter(permission => isAtLeast(role, OF_PERMISSION[permission]))
