/** Organizations, their environments, and the keys that open them. See ../schema.ts for what columns have in common. */

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
