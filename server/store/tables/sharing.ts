/** Share tokens, the sessions that ask for them, and the consents that they stand on. See ../schema.ts for what columns have in common. */
import type { FailureReason } from '../../api/wire.ts'
import type { EnvironmentKind } from './organizations.ts'

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
  /** Where the person is: at a page of the destination's, or where a one-time link leads; there nothing is asked to be shared. */
  opened_for: 'page' | 'link'
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
