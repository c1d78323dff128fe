/** Verifications, and what they compare with. See ../schema.ts for what columns have in common. */
import type { CodeKind } from '../../api/wire.ts'

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
  /** What the provider was asked about: see VerificationTable. */
  evidence_mac: string
  environment_id: string
  answer_json: string
  created_at: number
}

/** What a person was sent in a session to confirm an address of one kind: the newest code, and how many there were. */
export interface ConfirmationCodeTable {
  session_id: string
  kind: CodeKind
  environment_id: string
  inquiry_id: string
  /** Names the address that it was sent to without telling it. */
  address_mac: Uint8Array
  /** Null once nobody can use it: it was right, has run out, or did not get through. */
  code_mac: Uint8Array | null
  sent_at: number
  expires_at: number
  /** How often this code has been tried. */
  attempts: number
  /** How many codes went to this address, and how many the session has sent in all. */
  sends: number
  sends_in_all: number
  confirmed_at: number | null
  /** In the sandbox, what would have been sent; null everywhere else. */
  sealed_message: Uint8Array | null
}
