/**
 * The shapes that the session API puts on the wire, as types only, so that the widget can share them without
 * importing any of the server. Keys are kebab-case as in the published API; the envelope is JSON:API's.
 */

/** What can travel over a connection. A closed list: a screen, a consent record and the copier all name these. */
export type DataType =
  | 'name'
  | 'birthdate'
  | 'address'
  | 'email-address'
  | 'phone-number'
  | 'identification-number'
  | 'government-id'
  | 'selfie'
  | 'proof-of-address'

/** Something that a template requires and a source does not have. `name` is a field's name or a document's kind. */
export interface Missing {
  kind: 'field' | 'document'
  name: string
}

/** Life of a connect session as the person's page sees it. */
export type SessionStatus =
  | 'open'
  | 'granted'
  | 'redeeming'
  | 'awaiting-input'
  | 'completed'
  | 'declined'
  | 'failed'
  | 'expired'

export type InquiryStatus =
  | 'created'
  | 'pending'
  | 'completed'
  | 'approved'
  | 'needs_review'
  | 'declined'
  | 'failed'
  | 'expired'

export interface Party {
  'organization-id': string
  name: string
  'privacy-url': string | null
  'logo-url': string | null
}

export interface SessionDataType {
  name: DataType
  /** The destination's template cannot be completed without it. */
  required: boolean
  /** A face: asked for on its own, never ticked beforehand. */
  biometric: boolean
  /** Whether the connection lets it travel; what is required and not available will be asked of the person. */
  available: boolean
}

/** What the person is shown before deciding, in one language. Its SHA-256 is `notice-hash`. */
export interface Notice {
  version: number
  locale: string
  /** Why, in the destination's words. */
  purpose: string
  /** How long the destination keeps its copy, in days; null where its own policy says so. */
  'retention-days': number | null
  source: Party
  destination: Party
  'data-types': SessionDataType[]
}

export interface SessionAttributes {
  status: SessionStatus
  'created-at': string
  'expires-at': string
  purpose: string
  locale: string
  notice: Notice
  /** `sha-256:` and the hex digest of the notice's canonical JSON (RFC 8785). */
  'notice-hash': string
  'data-types': SessionDataType[]
  source: Party & {
    /** The source's page that mints a token for a share request; null where the source only pushes tokens. */
    'share-url': string | null
  }
  destination: Party
  gap: { available: number; total: number; missing: Missing[] }
}

interface Reference<Type extends string> {
  data: { type: Type; id: string } | null
}

/** `GET /connect/session` → `{ data: SessionResource }` */
export interface SessionResource {
  type: 'connect/session'
  id: string
  attributes: SessionAttributes
  relationships: {
    inquiry: Reference<'inquiry'>
    connection: Reference<'connect/connection'>
    'share-request': Reference<'connect/share-request'>
    redemption: Reference<'connect/redemption'>
  }
}

/** Life of a share request. `minted` once there is a token for it. */
export type ShareRequestStatus = 'open' | 'granted' | 'declined' | 'minted' | 'expired'

/**
 * `GET /connect/share-requests/{id}` → `{ data: ShareRequestResource }`: who asks for what, and why.
 * The person's decision on the source's page goes to `POST …/consents` in the shape of a {@link ConsentRequest}.
 */
export interface ShareRequestResource {
  type: 'connect/share-request'
  id: string
  attributes: {
    status: ShareRequestStatus
    'created-at': string
    'expires-at': string
    purpose: string
    /** Where the destination's page may be: the only origins that a token may be handed to. */
    'allowed-origins': string[]
    /** What the source's page shows: the destination's notice, narrowed to what the person has agreed to there. */
    notice: Notice
    'notice-hash': string
    'data-types': SessionDataType[]
    destination: Party
  }
  relationships: {
    connection: Reference<'connect/connection'>
    /** The source's own newest record for this request; null to the destination. */
    consent: Reference<'connect/consent'>
    'share-token': Reference<'connect/share-token'>
  }
}

/** `POST /connect/session/consents` takes `{ data: { attributes } }` and answers 201 `{ data: ConsentResource }`. */
export interface ConsentRequest {
  decision: 'granted' | 'declined'
  /** What the person lets travel: every required type that is available, and the optional ones they ticked. */
  'data-types': DataType[]
  'notice-hash': string
  locale: string
}

export interface ConsentResource {
  type: 'connect/consent'
  id: string
  attributes: ConsentRequest & { 'created-at': string }
}

/**
 * `POST /connect/session/redemption` takes `{ data: { attributes: { 'share-token' } } }` and answers 202
 * `{ data: RedemptionResource }`. The share token is the secret form `cnst_….SECRET`, or just the id `cnst_…` of a
 * token minted for this session's own share request (the id a `share-token.received` event carries).
 */
export interface RedemptionResource {
  type: 'connect/redemption'
  id: string
  attributes: {
    status: 'running' | 'awaiting-input' | 'finished' | 'failed'
    stage: RedemptionStage
    mode: 'hydrate' | 'clone'
    'created-at': string
    'finished-at': string | null
    'failure-reason': string | null
  }
  relationships: {
    'share-token': Reference<'connect/share-token'>
    destination: { data: { type: string; id: string } | null }
  }
}

export type RedemptionStage = 'claimed' | 'copied' | 'verified' | 'collected' | 'completed'

export type VerificationKind =
  | 'government-id'
  | 'selfie'
  | 'document'
  | 'database'
  | 'phone-number'
  | 'email-address'

/**
 * `GET /connect/session/events`: server-sent events whose `id` is `ProgressEvent.id`, whose `event` is its name and
 * whose `data` is the whole object as JSON; with `Accept: application/json`, `{ data: ProgressEvent[] }` after
 * `Last-Event-ID`. Ids count up from 1 within a session. Names and results only, never a person's values.
 */
export type ProgressEvent = { id: string; 'created-at': string; step: number; steps: number } & (
  | { name: 'share-token.received'; 'share-token-id': string }
  | { name: 'share-request.declined' }
  | { name: 'session.expired' }
  | { name: 'redemption.accepted'; 'redemption-id': string }
  | { name: 'data.copied'; 'data-types': DataType[]; fields: number; files: number }
  | { name: 'verification.started'; verification: VerificationKind }
  | { name: 'verification.finished'; verification: VerificationKind; status: 'passed' | 'failed' | 'skipped' }
  | { name: 'inquiry.awaiting-input'; 'inquiry-id': string; missing: Missing[] }
  | { name: 'inquiry.completed'; 'inquiry-id': string; status: InquiryStatus }
  | { name: 'redemption.finished'; 'redemption-id': string }
  | { name: 'redemption.failed'; 'redemption-id': string; reason: FailureReason }
)

/** Why a redemption failed; the words are the published API's. */
export type FailureReason = 'source_not_found' | 'source_redacted' | 'import_failed' | 'unrecoverable_error'
