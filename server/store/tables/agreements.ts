/** The agreement that production needs, and who has signed it. See ../schema.ts for what columns have in common. */

/** A version of the one text, the same for everybody; never changed. */
export interface AgreementTable {
  id: string
  /** What people call it, such as the date of the text. */
  version: string
  /** The text, byte for byte, in UTF-8. */
  body: string
  /** `sha-256:` and the hexadecimal digest of these bytes. */
  hash: string
  effective_at: number
  /** Until when a signature of the version before is enough. */
  grace_until: number
  created_at: number
}

/** One environment's signature of one version; never changed. */
export interface AgreementSignatureTable {
  id: string
  environment_id: string
  agreement_id: string
  /** Of what the signer has read. */
  document_hash: string
  /** Name, title and address of the person who signed. */
  sealed_signer: Uint8Array
  /** The API key that it was signed with, or the operator who signed. */
  creator_id: string
  created_at: number
}
