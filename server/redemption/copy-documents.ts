import { knownAttributes } from '../connect/document-attributes.ts'
import { insertDocument, newDocumentId, type StoredDocument } from '../store/documents.ts'
import { copyFile, listFiles } from '../store/files.ts'
import type { Db } from '../store/store.ts'
import type { EnvironmentVault } from '../store/vault.ts'

interface DocumentsToCopy {
  from: EnvironmentVault
  to: EnvironmentVault
  documents: readonly StoredDocument[]
  inquiryId: string | null
  now: number
}

/** Copies documents with their files, and what is known of each as already read; the new identifiers by the old ones, and how many files there were. */
export async function copyDocuments(tx: Db, { from, to, documents, inquiryId, now }: DocumentsToCopy) {
  const files = await listFiles(
    tx,
    from.environmentId,
    documents.map(document => document.id),
  )
  const copies = new Map<string, string>()
  for (const { id: sourceId, kind, read, attributes: came } of documents) {
    const id = newDocumentId(kind)
    copies.set(sourceId, id)
    const attributes = knownAttributes(read, came)
    await insertDocument(tx, to, { id, inquiryId, kind, attributes }, now)
    for (const file of files.filter(one => one.document_id === sourceId)) {
      await copyFile(tx, from, to, file, id, now)
    }
  }
  return { copies, files: files.length }
}
