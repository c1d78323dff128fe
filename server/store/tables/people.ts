/** What an organization holds of a person: fields, documents and files. See ../schema.ts for what columns have in common. */

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
  /** What came with it as already read. */
  sealed_attributes: Uint8Array
  /** What a verification here has read from its pictures; null where none has. */
  sealed_read: Uint8Array | null
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
