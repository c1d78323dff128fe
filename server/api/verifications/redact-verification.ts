import { detachDocument } from '../../store/documents.ts'
import { eraseDocuments, eraseVerification } from '../../store/erase.ts'
import type { Db } from '../../store/store.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import type { Verification } from '../../store/verifications.ts'

/**
 * Erases what a verification found and the document that it looked at, with its files. The inquiry does not have that
 * document any more: what has been redacted is shared with nobody.
 */
export async function redactVerification(
  tx: Db,
  vault: EnvironmentVault,
  verification: Verification,
  now: number,
): Promise<void> {
  const { document_id: documentId } = verification
  if (documentId) {
    await eraseDocuments(tx, vault, [documentId])
    await detachDocument(tx, vault.environmentId, documentId)
  }
  await eraseVerification(tx, verification, now)
}
