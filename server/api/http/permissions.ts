/** What an API key may be allowed to do: the published names, and `connect.*` for sharing. */
export const PERMISSIONS = [
  'account.read',
  'account.write',
  'api-key.read',
  'api-key.write',
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
  'reference-list.read',
  'reference-list.write',
  'transaction.read',
  'transaction.write',
  'verification.read',
  'verification.write',
  'webhook.read',
  'webhook.write',
  'workflow.read',
  'workflow.write',
] as const

export type Permission = (typeof PERMISSIONS)[number]
