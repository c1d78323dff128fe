import { forgetCodesOf } from './confirmation-codes.ts'
import { detachDocument, emptyDocument, listEveryDocument } from './documents.ts'
import { listFiles, removeFiles } from './files.ts'
import type { Check } from './json.ts'
import { eraseAnswers } from './kept-answers.ts'
import { forgetPictures } from './pictures.ts'
import type { Db } from './store.ts'
import type { EnvironmentVault } from './vault.ts'
import { listVerifications, type Verification } from './verifications.ts'

/**
 * Erases what an organization holds of a person; the copies that others hold live on. Rows stay, so that whatever
 * refers to them still finds them: values go. Invariant: an erasure and the redaction that it belongs to are one
 * transaction, so that a redemption finds its source whole or redacted, never half of it.
 */

/**
 * Everything personal of an inquiry: its fields, what was read from its documents, their files, what its checks noted,
 * and the answers that are kept for repeated requests about it.
 */
export async function eraseInquiry(
  tx: Db,
  vault: EnvironmentVault,
  inquiryId: string,
  now: number,
): Promise<void> {
  const { environmentId } = vault
  await eraseFields(tx, environmentId, inquiryId)
  const documents = await listEveryDocument(tx, environmentId, inquiryId)
  await eraseDocuments(
    tx,
    vault,
    documents.map(({ id }) => id),
  )
  const verifications = await listVerifications(tx, environmentId, [inquiryId])
  for (const verification of verifications) await eraseVerification(tx, verification, now)
  await eraseAnswers(tx, environmentId, inquiryId)
  await forgetCodesOf(tx, environmentId, inquiryId)
}

/** The fields of an inquiry, account or transaction. */
export const eraseFields = (tx: Db, environmentId: string, ownerId: string) =>
  tx.deleteFrom('field').where('environment_id', '=', environmentId).where('owner_id', '=', ownerId).execute()

/** What was read from these documents, and their files. */
export async function eraseDocuments(tx: Db, vault: EnvironmentVault, documentIds: string[]): Promise<void> {
  for (const id of documentIds) await emptyDocument(tx, vault, id)
  await forgetPictures(tx, vault.environmentId, documentIds)
  await removeFiles(tx, vault.environmentId, await listFiles(tx, vault.environmentId, documentIds))
}

/** What a person began to give for an inquiry and did not finish, and the codes that they were sent: nobody will look at it. */
export async function discardUnfinished(tx: Db, vault: EnvironmentVault, inquiryId: string): Promise<void> {
  const documents = await listEveryDocument(tx, vault.environmentId, inquiryId)
  const ids = documents.filter(({ status }) => status === 'initiated').map(({ id }) => id)
  await eraseDocuments(tx, vault, ids)
  for (const id of ids) await detachDocument(tx, vault.environmentId, id)
  await forgetCodesOf(tx, vault.environmentId, inquiryId)
}

/** A check keeps its name, result and reasons, which are words of ours; what it noted of the person goes. */
export async function eraseVerification(
  tx: Db,
  { environment_id: environmentId, id, checks, redacted_at: earlier }: Verification,
  now: number,
): Promise<void> {
  const emptied = checks.map((check): Check => ({ ...check, metadata: {} }))
  await tx
    .updateTable('verification')
    .set({ checks_json: JSON.stringify(emptied), evidence_mac: null, redacted_at: earlier ?? now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .execute()
  await eraseAnswers(tx, environmentId, id)
}
