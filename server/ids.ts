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
