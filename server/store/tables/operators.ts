import type { Role } from '../../connect/role.ts'

/** An organization's people at the dashboard, and how they sign in. See ../schema.ts for what columns have in common. */

export interface OperatorTable {
  id: string
  organization_id: string
  /** Whose key seals what is personal here: the organization's first environment. */
  environment_id: string
  role: Role
  /** Finds an operator by the e-mail address: HMAC in hex, under a key of the server's. */
  email_mac: string
  sealed_email: Uint8Array
  sealed_name: Uint8Array
  created_at: number
  updated_at: number
}

/** A link that signs somebody in, once. */
export interface SignInLinkTable {
  id: string
  operator_id: string
  organization_id: string
  secret_hash: string
  created_at: number
  expires_at: number
  used_at: number | null
}

/** How somebody has signed in. */
export type SignInMethod = 'link' | 'passkey'

/** Somebody who is signed in, in one browser. */
export interface DashboardSessionTable {
  id: string
  operator_id: string
  organization_id: string
  /** Of the cookie's value. */
  secret_hash: string
  method: SignInMethod
  created_at: number
  /** Written at most once in a while, so that reading does not write each time. */
  last_used_at: number
  /** However busy it is. */
  expires_at: number
}

/** A WebAuthn credential that signs an operator in. */
export interface PasskeyTable {
  id: string
  operator_id: string
  organization_id: string
  /** As the authenticator names it, in base64url. */
  credential_id: string
  /** In COSE form. */
  public_key: Uint8Array
  /** How often it has signed; 0 where the authenticator does not count. */
  counter: number
  transports_json: string
  /** Whether it can live on several devices. */
  is_synced: number
  name: string
  created_at: number
  last_used_at: number | null
}

/** What an authenticator was asked to sign and has not yet. */
export interface PasskeyChallengeTable {
  challenge_hash: string
  /** Who registers; null for a sign-in, where nobody is known yet. */
  operator_id: string | null
  expires_at: number
}
