import { createHash } from 'node:crypto'
import { TypeID, typeid } from 'typeid-js'

/** Prefixes of every identifier. Published objects carry the published prefix; the rest are this project's. */
export const PREFIXES = {
  organization: 'org',
  environment: 'env',
  'api-key': 'api',
  connection: 'cxn',
  'connection-invite': 'cinv',
  'inquiry-template': 'itmpl',
  'inquiry-template-version': 'itmplv',
  inquiry: 'inq',
  'inquiry-session': 'iqse',
  account: 'act',
  'account-type': 'acttp',
  transaction: 'txn',
  'transaction-type': 'txntp',
  'transaction-label': 'txnl',
  verification: 'ver',
  'verification-template': 'vtmpl',
  'verification-template-version': 'vtmplv',
  document: 'doc',
  selfie: 'self',
  file: 'file',
  picture: 'pic',
  blob: 'blob',
  'share-token': 'cnst',
  'share-request': 'shrq',
  session: 'cses',
  consent: 'cns',
  redemption: 'rdm',
  'reference-list': 'rlist',
  event: 'evt',
  webhook: 'wbh',
  'webhook-delivery': 'wbhd',
  workflow: 'wfl',
  'workflow-version': 'wfv',
  'workflow-run': 'wfr',
  'workflow-run-step': 'wfrs',
  operator: 'opr',
  'sign-in-link': 'slnk',
  'dashboard-session': 'dses',
  passkey: 'pky',
  'audit-entry': 'aud',
  'price-list': 'plst',
  'usage-entry': 'usge',
  agreement: 'agr',
  'agreement-signature': 'agsg',
  'audit-root': 'audr',
  request: 'req',
} as const

export type IdKind = keyof typeof PREFIXES

/** A new identifier: prefix, underscore, UUIDv7 in base 32, so that identifiers sort by the time they were made. */
export function newId(kind: IdKind): string {
  return typeid(PREFIXES[kind]).toString()
}

/** Whether `value` is an identifier of that kind: right prefix and a well-formed rest. */
export function isId(kind: IdKind, value: string): boolean {
  try {
    return TypeID.fromString(value).getType() === PREFIXES[kind]
  } catch {
    return false
  }
}

/** The identifier of the one object of another kind that goes with `id`'s: its own prefix, the same rest. */
export const counterpartId = (kind: IdKind, id: string): string =>
  `${PREFIXES[kind]}_${TypeID.fromString(id).getSuffix()}`

/** The identifier of what there is one of for these names: the same for the same, in the form of UUIDv8 (RFC 9562). */
export function idOf(kind: IdKind, ...names: string[]): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([kind, ...names]))
    .digest('hex')
  const variant = (8 + (Number.parseInt(hash.charAt(16), 16) % 4)).toString(16)
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    variant + hash.slice(17, 20),
    hash.slice(20, 32),
  ]
  return TypeID.fromUUID(PREFIXES[kind], parts.join('-')).toString()
}
