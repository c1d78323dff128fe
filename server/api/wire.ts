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

/** What a redemption waits for: what is missing, or a code that confirms what is there, by its kind. */
export interface AwaitedInput {
  kind: Missing['kind'] | 'code'
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

/** All that the question says, as plain text in the notice's language: the page shows exactly this. */
export interface NoticeText {
  direction: 'ltr' | 'rtl'
  title: string
  intro: string
  /** Under the names of the two organizations. */
  shares: string
  receives: string
  /** Above what goes with "Share", what goes if the person ticks it, and what shows their face. */
  required: string
  optional: string
  biometric: string
  'biometric-hint': string
  'gap-title': string
  /** How much is there already, what the person will add, and confirm; empty where the template requires nothing. */
  gap: string
  why: string
  'retention-title': string
  retention: string
  'withdraw-title': string
  withdraw: string
  'policies-title': string
  share: string
  decline: string
  /** The names of the data types that are asked about. */
  'data-types': Partial<Record<DataType, string>>
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
  text: NoticeText
}

export interface SessionAttributes {
  status: SessionStatus
  /** Where nothing is real, and where everything is. */
  environment: 'sandbox' | 'production'
  'created-at': string
  'expires-at': string
  /** When the person took back what they had granted here; null where they have not. */
  'withdrawn-at': string | null
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
  /** What the connection brings of what the template requires, and what is left to the person, codes among it. */
  gap: { available: number; total: number; missing: AwaitedInput[] }
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
    /** Whether the person has agreed to just these data types on the destination's page. */
    agreed: boolean
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
    connection: Reference<'connect/connection'>
    destination: { data: { type: string; id: string } | null }
  }
}

/**
 * `GET /connect/session/inputs?locale=de` → `{ data: InputResource[] }`, while the session's status is
 * `awaiting-input`: what the inquiry's template asks for and nobody else has brought, in the template's order; what
 * this session has given already stays in the list, as `given`. Values are never told. 409 in every other status.
 *
 * `POST /connect/session/inputs` saves what it brings, a part or all of it, and answers 200 `InputsDocument`:
 * - `multipart/form-data`: texts as `fields[<name>]`, files as `documents[<kind>][<page>]`, and the class of a document
 *   of identity as the text `documents[<kind>][id-class]`;
 * - `application/json` for fields alone: `{ data: { attributes: { fields: { <name>: <text> } } } }`.
 *
 * What is given again takes the place of what was there; an empty text takes an optional field back. 422 names each
 * input that is not right by its part (`fields[birthdate] must be a date, YYYY-MM-DD`), and nothing of that request is
 * saved. When nothing required is missing any more, `meta.complete` is true, the session's status is `redeeming`
 * again, and its stream goes on to `redemption.finished`, or to `inquiry.awaiting-input` once more. The same request
 * with the same `Idempotency-Key` is answered as the first was.
 */
export interface InputResource {
  type: 'connect/input'
  /** What the names of its parts begin with: `fields[birthdate]`, `documents[government-id]`; of a code, `codes[phone-number]`. */
  id: string
  attributes: FieldInput | DocumentInput | CodeInput
}

/** What `POST /connect/session/inputs` answers. */
export interface InputsDocument {
  data: InputResource[]
  /** Whether nothing that is required is missing any more, so that the redemption goes on. */
  meta: { complete: boolean }
}

/** What an input of either kind says. */
interface Input {
  /** A field's name, or a document's kind: by it a page finds words of its own. */
  name: string
  required: boolean
  /** Whether this session has given it, a document with all its pages; or the source has, and it can be replaced. */
  given: boolean
  /** The language of `label`, where the template has it in the language that was asked for; null where it has not. */
  'label-locale': string | null
}

export interface FieldInput extends Input {
  kind: 'field'
  /** In the template's words. */
  label: string
  type: InputType
  /** Longest text that is taken, in UTF-16 code units. */
  'max-length': number
  /** What a `choice` is made of; empty for every other type. */
  options: InputOption[]
}

/**
 * What a field's text must be: `date` is YYYY-MM-DD, `country` an ISO 3166-1 alpha-2 code, `phone-number` E.164 where
 * spaces, hyphens, dots and brackets may stand between, `number` decimal with a point, `choice` one of its options.
 */
export type InputType = 'text' | 'date' | 'email-address' | 'phone-number' | 'country' | 'number' | 'choice'

export interface InputOption {
  value: string
  label: string
  'label-locale': string | null
}

export interface DocumentInput extends Input {
  kind: 'document'
  /** In the template's words; null where it has none and the kind speaks for itself. */
  label: string | null
  /** The pages that it has, of the class that was named: a file each. */
  pages: { name: DocumentPage; given: boolean }[]
  /** The classes that a document of identity can be of, each with its pages; empty for every other kind. */
  'id-classes': { value: IdClass; pages: DocumentPage[] }[]
  /** The types of file that are taken, known by their content. */
  'content-types': InputContentType[]
  /** Largest file that is taken, in bytes. */
  'bytes-max': number
}

/** The kinds of verification that a person can confirm by a code. */
export type CodeKind = 'phone-number' | 'email-address'

/**
 * A code that shows that the person reads what is sent to an address of theirs. It is in the list once the address is
 * known.
 *
 * `POST /connect/session/codes` with `{ data: { attributes: { kind } } }` sends one, and
 * `POST /connect/session/codes/confirm` with `{ data: { attributes: { kind, code } } }` says what has arrived. Both
 * answer 200 `InputsDocument`, or an error with a {@link CodeRefusal} as its `code`.
 */
export interface CodeInput extends Input {
  kind: 'code'
  name: CodeKind
  label: null
  /** Where codes go, as nobody else knows it again: `•••• 42`, `a•••@example.com`. */
  'sent-to': string
  /** Until when the code is good that was sent last; null where none is. */
  'expires-at': string | null
  /** How often that code can still be tried. */
  'attempts-left': number
  /** From when on another can be sent; null where none will be, and before the first. */
  'resend-at': string | null
  'sends-left': number
}

/**
 * Why a code was not sent, or did not confirm anything: what was typed is not what was sent (`meta.attempts-left`
 * says how often it can still be tried); its time is over; it was tried too often; none has been sent; another was
 * sent a moment ago (`Retry-After`); no more will be sent; there is nothing to send one to, or nobody asks for one; it
 * did not get through.
 */
export type CodeRefusal =
  | 'code_wrong'
  | 'code_expired'
  | 'code_attempts_exhausted'
  | 'code_not_sent'
  | 'code_sent_recently'
  | 'code_sends_exhausted'
  | 'code_not_asked_for'
  | 'code_not_delivered'

/**
 * Why something is refused in production (403) that needs the agreement of organizations: none is in force; the own
 * organization has not signed it, or an earlier version alone; the other organization has not signed.
 */
export type AgreementRefusal =
  | 'agreement_not_published'
  | 'agreement_not_signed'
  | 'agreement_outdated'
  | 'partner_agreement_missing'

/** `document` is the one page of what has no front and back. */
export type DocumentPage = 'front' | 'back' | 'center' | 'document'

/** Identity card, driving licence, passport (published). */
export type IdClass = 'id' | 'dl' | 'pp'

export type InputContentType = 'image/jpeg' | 'image/png' | 'application/pdf'

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
  | { name: 'consent.withdrawn' }
  | { name: 'redemption.accepted'; 'redemption-id': string }
  | { name: 'data.copied'; 'data-types': DataType[]; fields: number; files: number }
  | { name: 'verification.started'; verification: VerificationKind }
  | { name: 'verification.finished'; verification: VerificationKind; status: 'passed' | 'failed' | 'skipped' }
  | { name: 'inquiry.awaiting-input'; 'inquiry-id': string; missing: AwaitedInput[] }
  | { name: 'inquiry.completed'; 'inquiry-id': string; status: InquiryStatus }
  | { name: 'redemption.finished'; 'redemption-id': string }
  | { name: 'redemption.failed'; 'redemption-id': string; reason: FailureReason }
)

/** Why a redemption failed; the words are the published API's. */
export type FailureReason = 'source_not_found' | 'source_redacted' | 'import_failed' | 'unrecoverable_error'
