/** What an API key may be allowed to do: the published names, and `connect.*` for sharing. */
export const PERMISSIONS = [
  'account.read',
  'account.write',
  'agreement.read',
  'agreement.sign',
  'api-key.read',
  'api-key.write',
  'audit.read',
  'connect.read',
  'connect.create',
  'connect.accept',
  'connect.redeem',
  'document.read',
  'event.read',
  'inquiry.read',
  'inquiry.write',
  'inquiry-template.read',
  'inquiry-template.write',
  'operator.read',
  'operator.write',
  'reference-list.read',
  'reference-list.write',
  'sandbox.reset',
  'transaction.read',
  'transaction.write',
  'usage.read',
  'verification.read',
  'verification.write',
  'webhook.read',
  'webhook.write',
  'workflow.read',
  'workflow.write',
] as const

/** What a key has that an organization begins with: the people who may sign in are for keys that were made for that. */
export const PERMISSIONS_AT_FIRST: readonly Permission[] = PERMISSIONS.filter(
  permission => !permission.startsWith('operator.'),
)

export type Permission = (typeof PERMISSIONS)[number]
