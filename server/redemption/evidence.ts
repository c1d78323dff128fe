import { findAccountPhoto } from '../store/account-photos.ts'
import { readDocuments } from '../store/documents.ts'
import { readFields } from '../store/fields.ts'
import { listFiles, readFileBytes, type StoredFile } from '../store/files.ts'
import type { Db } from '../store/store.ts'
import type { EnvironmentVault } from '../store/vault.ts'
import type { Possession } from '../verification/possession.ts'
import type { Evidence, EvidenceFile, Verifier } from '../verification/verifier.ts'

type HeldDocument = Evidence & { fileIds: readonly string[]; blobIds: readonly string[] }

/** What an inquiry holds for verifications to look at. */
export interface InquiryEvidence {
  fields: ReadonlyMap<string, string>
  documents: readonly HeldDocument[]
}

/** The part of it that one verifier looks at. */
export interface VerifierEvidence extends InquiryEvidence {
  beside: readonly HeldDocument[]
}

/** The fields and documents of an inquiry; file bytes are decrypted when a check asks. */
export async function readEvidence(
  db: Db,
  vault: EnvironmentVault,
  inquiryId: string,
): Promise<InquiryEvidence> {
  const documents = await readDocuments(db, vault, inquiryId)
  const files = await listFiles(
    db,
    vault.environmentId,
    documents.map(document => document.id),
  )
  return {
    fields: await readFields(db, vault, inquiryId),
    documents: documents.map(({ id, kind, attributes }) => {
      const own = files.filter(file => file.document_id === id)
      return {
        id,
        kind,
        attributes,
        fileIds: own.map(file => file.id),
        blobIds: own.map(file => file.blob_id),
        files: own.map(file => evidenceFile(db, vault, file)),
      }
    }),
  }
}

/**
 * The photo in the account that an inquiry belongs to. It is what the organization knew before, and no part of what is
 * looked at: an account that is given another does not have anybody verified again.
 */
export async function readAccountPhoto(
  db: Db,
  vault: EnvironmentVault,
  accountId: string | null,
): Promise<EvidenceFile | null> {
  const photo = accountId && (await findAccountPhoto(db, vault.environmentId, accountId))
  return photo ? evidenceFile(db, vault, photo) : null
}

const evidenceFile = (db: Db, vault: EnvironmentVault, file: StoredFile): EvidenceFile => ({
  page: file.page,
  contentType: file.content_type,
  read: () => readFileBytes(db, vault, file),
})

/** A document whose files are decrypted once, however many checks of one verification ask. */
const readOnce = (document: HeldDocument): HeldDocument => ({
  ...document,
  files: document.files.map(file => {
    let bytes: Promise<Uint8Array> | null = null
    return {
      ...file,
      read() {
        bytes ??= file.read()
        return bytes
      },
    }
  }),
})

/** The part of it that a verifier looks at; null where there is nothing to look at. */
export function evidenceFor(
  { evidence: kind, beside, compares, needs }: Verifier,
  { fields, documents }: InquiryEvidence,
): VerifierEvidence | null {
  const own = documents.filter(document => document.kind === kind)
  if (kind !== null && own.length === 0) return null
  if (needs && !needs.some(name => fields.has(name))) return null
  const compared = [...fields].filter(([name]) => compares?.includes(name) ?? true)
  return {
    fields: new Map(compared),
    documents: own.map(readOnce),
    beside: documents.filter(document => beside?.includes(document.kind)).map(readOnce),
  }
}

/**
 * Names a piece of evidence without telling it: another value, document or file gives another name. Under a key of the
 * environment, so that nobody who has only the store can try values out. What a code has shown of the address is part
 * of what was looked at.
 */
export function macOf(
  vault: EnvironmentVault,
  { fields, documents, beside }: VerifierEvidence,
  possession: Possession = 'no_code_sent',
): string {
  const values = [...fields].sort(([one], [other]) => (one < other ? -1 : 1))
  const looked = [documents, beside].map(kind =>
    kind.map(({ id, attributes, fileIds }) => [id, attributes, fileIds]),
  )
  const confirmed = possession === 'confirmed' || possession === 'refused' ? [possession] : []
  return vault.mac(['evidence', JSON.stringify([values, looked, ...confirmed])]).toString('base64url')
}
