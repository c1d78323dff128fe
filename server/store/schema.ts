/**
 * The tables, one interface each. Times are milliseconds since the epoch; `*_json` columns hold JSON text;
 * `sealed_*` columns hold ciphertext of the vault (vault.ts) under the environment's own key. Whatever belongs to
 * an organization carries `environment_id`, and every statement names it.
 */
import type { FailureReason, RedemptionStage } from '../api/wire.ts'

export type EnvironmentKind = 'sandbox' | 'production'

export interface OrganizationTable {
  id: string
  name: string
  privacy_url: string | null
  logo_url: string | null
  created_at: number
}

export interface EnvironmentTable {
  id: string
  organization_id: string
  kind: EnvironmentKind
  /** The environment's 256-bit key, wrapped under the master key. */
  wrapped_key: Uint8Array
  created_at: number
}

export interface ApiKeyTable {
  id: string
  environment_id: string
  name: string
  note: string | null
  secret_hash: string
  permissions_json: string
  /** Addresses that the key may be used from; empty for all. */
  ip_addresses_json: string
  inflection: 'kebab' | 'camel' | 'snake'
  created_at: number
  expires_at: number | null
}

export type ConnectionStatus = 'pending' | 'active' | 'inactive'

export interface ConnectionTable {
  id: string
  environment_kind: EnvironmentKind
  source_organization_id: string
  source_environment_id: string
  destination_organization_id: string
  destination_environment_id: string
  status: ConnectionStatus
  data_types_json: string
  /** The source's page that mints a token for a share request. */
  share_url: string | null
  /** The lowest tier of a person's decision that the source accepts. */
  lowest_tier: ConsentTier
  /** Whether a token may be redeemed that no session has asked for (published: it may). */
  unbound_tokens: 'allowed' | 'refused'
  /** Each side's terms of service that cover sharing, `{ url, version }`, where it relies on them. */
  source_terms_json: string | null
  destination_terms_json: string | null
  /** The sides whose consent a redemption needs, by record or by terms; at least one. */
  required_consents_json: string
  creator_id: string
  created_at: number
  updated_at: number
}

/** A connection that is offered to whoever holds the secret; it comes to be when somebody accepts. */
export interface ConnectionInviteTable
  extends Pick<
    ConnectionTable,
    | 'id'
    | 'environment_kind'
    | 'source_organization_id'
    | 'source_environment_id'
    | 'data_types_json'
    | 'share_url'
    | 'lowest_tier'
    | 'unbound_tokens'
    | 'required_consents_json'
    | 'source_terms_json'
    | 'creator_id'
    | 'created_at'
  > {
  secret_hash: string
  /** The source's own reminder of whom it has invited. */
  note: string | null
  /** The connection that it has led to. */
  connection_id: string | null
  expires_at: number
  accepted_at: number | null
  revoked_at: number | null
}

export interface InquiryTemplateTable {
  id: string
  environment_id: string
  name: string
  status: 'active' | 'archived'
  latest_version_id: string | null
  created_at: number
}

export interface InquiryTemplateVersionTable {
  id: string
  environment_id: string
  template_id: string
  document_json: string
  created_at: number
}

export interface InquiryTable {
  id: string
  environment_id: string
  /** Null in a clone, which has no template here. */
  template_id: string | null
  template_version_id: string | null
  account_id: string | null
  status: string
  reference_id: string | null
  note: string | null
  tags_json: string
  reviewer_comment: string | null
  creator: string
  created_at: number
  updated_at: number
  started_at: number | null
  completed_at: number | null
  failed_at: number | null
  marked_for_review_at: number | null
  decisioned_at: number | null
  expired_at: number | null
  redacted_at: number | null
  /** When it expires by itself, or would have. */
  expires_at: number | null
  /** What it gets when it is started, and when it is resumed; null where it does not expire then. */
  expires_after_start_seconds: number | null
  expires_after_resume_seconds: number | null
  /** Life of its one-time links for which none is asked. */
  one_time_link_seconds: number | null
}

/** One sitting of a person at an inquiry: whoever has its token may continue it until then. */
export interface InquirySessionTable {
  id: string
  environment_id: string
  inquiry_id: string
  token_hash: string
  created_at: number
  /** When it was first used. */
  started_at: number | null
  expires_at: number
  /** When it was ended before its time. */
  expired_at: number | null
}

/** A code that opens an inquiry session once. */
export interface OneTimeLinkTable {
  code_hash: string
  environment_id: string
  session_id: string
  created_at: number
  expires_at: number
  used_at: number | null
}

/** The fields of inquiries, accounts and transactions. */
export interface FieldTable {
  environment_id: string
  owner_id: string
  name: string
  sealed_value: Uint8Array
  /** The session in which the person gave it; null for what was copied or the organization wrote. */
  session_id: string | null
}

export interface AccountTable {
  id: string
  environment_id: string
  reference_id: string | null
  status: string
  tags_json: string
  created_at: number
  updated_at: number
  redacted_at: number | null
}

export interface TransactionTable {
  id: string
  environment_id: string
  reference_id: string | null
  status: string
  tags_json: string
  created_at: number
  updated_at: number
  redacted_at: number | null
  /** What its organization has come to think of it; null, like its times, where it has not said. */
  label: string | null
  label_created_at: number | null
  label_updated_at: number | null
}

export interface DocumentTable {
  id: string
  environment_id: string
  /** Null for an account's photo, and for the document of a verification that was cloned by itself. */
  inquiry_id: string | null
  /** Of an account's photo: whose it is. */
  account_id: string | null
  kind: string
  /** `initiated` while pages of it are still to come: until then it is nobody's evidence. */
  status: 'initiated' | 'processed'
  sealed_attributes: Uint8Array
  created_at: number
  /** The session in which the person gives it; null for what was copied or the organization brought. */
  session_id: string | null
}

export interface FileTable {
  id: string
  environment_id: string
  document_id: string
  page: string
  content_type: string
  byte_size: number
  blob_id: string
  /** The blob's random key, wrapped under this environment's key: destroying it erases this organization's copy. */
  wrapped_key: Uint8Array
  created_at: number
}

/** A file's bytes, encrypted once under a random key; shared by every organization that holds a wrap of it. */
export interface BlobTable {
  id: string
  ciphertext: Uint8Array
}

export interface VerificationTable {
  id: string
  environment_id: string
  /** Null for a verification that was cloned by itself. */
  inquiry_id: string | null
  document_id: string | null
  redemption_id: string | null
  /** Of a clone: whose verification it was, `{ organization-id, completed-at }`. */
  cloned_from_json: string | null
  kind: string
  status: string
  checks_json: string
  created_at: number
  submitted_at: number | null
  completed_at: number | null
  redacted_at: number | null
  /** A MAC over what was looked at; null where nobody will ask, or where it has been redacted. */
  evidence_mac: string | null
}

/** What can be shared. The published type of a verification has its kind behind it. */
export type ShareableType = 'inquiry' | 'account' | 'transaction' | 'verification'

export type ShareTokenStatus = 'created' | 'pending' | 'redeemed' | 'expired' | 'failed'

export interface ShareTokenTable {
  id: string
  secret_hash: string
  environment_kind: EnvironmentKind
  connection_id: string
  source_environment_id: string
  destination_environment_id: string
  source_type: ShareableType
  source_id: string
  /** The scope as one object in the style of RFC 9396: shown, hashed into the consent, enforced by the copier. */
  authorization_details_json: string
  share_request_id: string | null
  /** S256 challenge of the session that asked; null for a token bound to nobody. */
  challenge: string | null
  status: ShareTokenStatus
  redeem_mode: 'hydrate' | 'clone' | null
  destination_type: string | null
  destination_id: string | null
  failure_reason: FailureReason | null
  /** The source's own record of the person's consent; null where its terms are relied on. */
  consent_id: string | null
  creator_id: string
  created_at: number
  updated_at: number
  expires_at: number
  pending_at: number | null
  redeemed_at: number | null
  failed_at: number | null
}

export interface SessionTable {
  id: string
  environment_id: string
  secret_hash: string
  connection_id: string
  template_version_id: string
  inquiry_id: string
  purpose: string
  locale: string
  allowed_origins_json: string
  reference_id: string | null
  notice_hash: string
  /** The verifier of this session's share request; it never leaves the server. */
  sealed_verifier: Uint8Array
  share_request_id: string
  created_at: number
  expires_at: number
}

export interface ShareRequestTable {
  id: string
  connection_id: string
  session_id: string
  source_environment_id: string
  destination_environment_id: string
  challenge: string
  created_at: number
  expires_at: number
}

/** The exact bytes of what was shown, kept under their hash. */
export interface NoticeTable {
  hash: string
  body: string
  created_at: number
}

/** How well a decision is proven, weakest first. */
export type ConsentTier = 'destination_asserted' | 'hosted' | 'holder_signed'

export interface ConsentTable {
  id: string
  environment_id: string
  connection_id: string
  /** Whose record it is. */
  side: 'source' | 'destination'
  session_id: string | null
  share_token_id: string | null
  /** Of a source's record: the share request that it was taken for. */
  share_request_id: string | null
  basis: 'consent' | 'terms'
  /** A withdrawal is a record of its own, which names the one that it takes back. */
  decision: 'granted' | 'declined' | 'withdrawn'
  withdraws_id: string | null
  tier: ConsentTier | null
  data_types_json: string
  notice_hash: string | null
  terms_json: string | null
  locale: string | null
  created_at: number
}

export type RedemptionStatus = 'running' | 'awaiting-input' | 'finished' | 'failed'

export interface RedemptionTable {
  id: string
  environment_id: string
  share_token_id: string
  connection_id: string
  consent_id: string
  session_id: string | null
  mode: 'hydrate' | 'clone'
  destination_type: ShareableType
  /** Null for a clone that has not been made yet. */
  destination_id: string | null
  /** `[{ source, destination }]`: field names that differ on the two sides. */
  field_mappings_json: string
  scope_json: string
  status: RedemptionStatus
  stage: RedemptionStage
  steps: number
  attempts: number
  lease_owner: string | null
  lease_until: number
  /** Counts the takeovers: a write that carries an old number belongs to an instance that lost its lease. */
  fence: number
  failure_reason: FailureReason | null
  created_at: number
  finished_at: number | null
}

export interface ProgressEventTable {
  stream_id: string
  seq: number
  redemption_id: string | null
  name: string
  body_json: string
  created_at: number
}

/** What happened to an organization's objects, for its API and its webhooks. Never a person's values. */
export interface EventTable {
  id: string
  environment_id: string
  name: string
  object_type: string
  object_id: string
  attributes_json: string
  created_at: number
}

export type WebhookStatus = 'disabled' | 'enabled' | 'archived'

/** Where an organization wants to hear of an environment's events. */
export interface WebhookTable {
  id: string
  environment_id: string
  name: string
  description: string | null
  url: string
  status: WebhookStatus
  inflection: 'kebab' | 'camel' | 'snake'
  blocklist_json: string
  /** Names of events; `*` for all. */
  enabled_events_json: string
  /** Published; nothing is sent that it would apply to. */
  file_access_seconds: number
  /** The HTTP headers that the organization adds: often a credential. */
  sealed_headers: Uint8Array
  sealed_secret: Uint8Array
  /** Signs as well until its time is over, so that receivers can change over. */
  sealed_previous_secret: Uint8Array | null
  previous_secret_expires_at: number | null
  created_at: number
  updated_at: number
}

/** Why an attempt did not get an answer. */
export type DeliveryFailure = 'timeout' | 'connection_failed' | 'target_refused' | 'webhook_archived'

/** One event on its way to one webhook: written in the transaction of the event. */
export interface WebhookDeliveryTable {
  id: string
  environment_id: string
  webhook_id: string
  event_id: string
  /** `failed` once every attempt has: a dead letter, until somebody asks for it again. */
  status: 'pending' | 'delivered' | 'failed'
  /** Attempts whose end is known. */
  attempts: number
  /** Of a pending one; while it is being sent, when somebody else may. */
  next_attempt_at: number
  first_attempted_at: number | null
  last_attempted_at: number | null
  /** Of the last attempt; null where it got no answer. */
  response_status: number | null
  failure: DeliveryFailure | null
  created_at: number
  finished_at: number | null
}

/** Answers kept for repeated requests. */
export interface IdempotencyTable {
  environment_id: string
  key: string
  fingerprint: string
  /** What the answer is about; null where it is about nothing with an identifier. */
  object_id: string | null
  /** Null once what it is about has been redacted. */
  sealed_answer: Uint8Array | null
  created_at: number
}

/** Whom an organization compares people with: a list of its own. */
export interface ReferenceListTable {
  id: string
  environment_id: string
  name: string
  row_count: number
  created_at: number
  updated_at: number
}

export interface ReferenceRowTable {
  list_id: string
  /** From 0, in the order in which they were given. */
  number: number
  environment_id: string
  sealed_fields: Uint8Array
}

/** What a row is found by: a MAC of a value that few people share, under the environment's own key. */
export interface ReferenceKeyTable {
  environment_id: string
  key_mac: Uint8Array
  list_id: string
  number: number
}

/** A picture that an organization has seen, by its fingerprint. */
export interface PictureTable {
  id: string
  environment_id: string
  document_id: string
  /** Names the person without telling who it is. */
  person_mac: string
  sealed_fingerprint: Uint8Array
  created_at: number
}

/** One of the sixteen numbers of a fingerprint, as a MAC, by which like pictures are found. */
export interface PictureBandTable {
  picture_id: string
  environment_id: string
  mac: string
}

/** What a provider has answered by callback, until the result that it leads to is written. Words, never values. */
export interface ProviderAnswerTable {
  verification_id: string
  environment_id: string
  answer_json: string
  created_at: number
}

export interface SettingTable {
  name: string
  value: string
}

export interface Schema {
  organization: OrganizationTable
  environment: EnvironmentTable
  api_key: ApiKeyTable
  connection: ConnectionTable
  connection_invite: ConnectionInviteTable
  inquiry_template: InquiryTemplateTable
  inquiry_template_version: InquiryTemplateVersionTable
  inquiry: InquiryTable
  inquiry_session: InquirySessionTable
  one_time_link: OneTimeLinkTable
  field: FieldTable
  account: AccountTable
  transaction: TransactionTable
  document: DocumentTable
  file: FileTable
  blob: BlobTable
  verification: VerificationTable
  share_token: ShareTokenTable
  session: SessionTable
  share_request: ShareRequestTable
  notice: NoticeTable
  consent: ConsentTable
  redemption: RedemptionTable
  progress_event: ProgressEventTable
  event: EventTable
  webhook: WebhookTable
  webhook_delivery: WebhookDeliveryTable
  idempotency: IdempotencyTable
  reference_list: ReferenceListTable
  reference_row: ReferenceRowTable
  reference_key: ReferenceKeyTable
  picture: PictureTable
  picture_band: PictureBandTable
  provider_answer: ProviderAnswerTable
  setting: SettingTable
}
