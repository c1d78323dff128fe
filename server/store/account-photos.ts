import { insertDocument, newDocumentId } from './documents.ts'
import { insertFile, listFiles, removeFiles, type StoredFile } from './files.ts'
import type { Db } from './store.ts'
import type { EnvironmentVault } from './vault.ts'

/** What the file of an account's photo shows. */
const PAGE = 'selfie-photo'

export interface Photo {
  contentType: string
  bytes: Uint8Array
}

/** The photo of an account, without its bytes. */
export async function findAccountPhoto(
  db: Db,
  environmentId: string,
  accountId: string,
): Promise<StoredFile | undefined> {
  const documentId = await photoDocument(db, environmentId, accountId)
  if (documentId === undefined) return undefined
  const [file] = await listFiles(db, environmentId, [documentId])
  return file
}

/** Gives an account a photo, in the place of the one that it had. */
export async function putAccountPhoto(
  tx: Db,
  vault: EnvironmentVault,
  accountId: string,
  photo: Photo,
  now: number,
): Promise<void> {
  await removeAccountPhoto(tx, vault.environmentId, accountId)
  const known = await photoDocument(tx, vault.environmentId, accountId)
  const documentId = known ?? newDocumentId('selfie')
  if (known === undefined) {
    const document = { id: documentId, inquiryId: null, accountId, kind: 'selfie', attributes: {} }
    await insertDocument(tx, vault, document, now)
  }
  await insertFile(tx, vault, { documentId, page: PAGE, ...photo }, now)
}

/** Leaves an account without a photo: the key to the bytes is destroyed, and the bytes with it. */
export async function removeAccountPhoto(tx: Db, environmentId: string, accountId: string): Promise<void> {
  const documentId = await photoDocument(tx, environmentId, accountId)
  if (documentId === undefined) return
  await removeFiles(tx, environmentId, await listFiles(tx, environmentId, [documentId]))
}

/** An account's photo is the file of a document of its own, which stays when the photo goes. */
async function photoDocument(db: Db, environmentId: string, accountId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('document')
    .select('id')
    .where('environment_id', '=', environmentId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row?.id
}
