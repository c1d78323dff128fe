/** Who shares with whom, and offers to. See ../schema.ts for what columns have in common. */
import type { EnvironmentKind } from './organizations.ts'
import type { ConsentTier } from './sharing.ts'

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
