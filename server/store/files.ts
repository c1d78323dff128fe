import type { Selectable } from 'kysely'
import { newId } from '../ids.ts'
import { newKey, seal, unseal } from './seal.ts'
import type { Db } from './store.ts'
import type { FileTable } from './tables/people.ts'
import type { EnvironmentVault } from './vault.ts'

export type StoredFile = Selectable<FileTable>

export interface NewFile {
  documentId: string
  page: string
  contentType: string
  bytes: Uint8Array
}

const blobContext = (blobId: string) => ['blob', blobId]

/** Encrypts a file once under a random key, and wraps that key for the environment that brought it. */
export async function insertFile(
  db: Db,
  vault: EnvironmentVault,
  file: NewFile,
  now: number,
): Promise<string> {
  const [id, blobId, key] = [newId('file'), newId('blob'), newKey()]
  await db
    .insertInto('blob')
    .values({ id: blobId, ciphertext: seal(key, file.bytes, blobContext(blobId)) })
    .execute()
  await db
    .insertInto('file')
    .values({
      id,
      environment_id: vault.environmentId,
      document_id: file.documentId,
      page: file.page,
      content_type: file.contentType,
      byte_size: file.bytes.byteLength,
      blob_id: blobId,
      wrapped_key: vault.wrapFileKey(id, key),
      created_at: now,
    })
    .execute()
  return id
}

/**
 * Gives another environment its own copy of a file: a row with the blob's key wrapped under that environment's key.
 * No bytes are copied; the blob lives until its last wrap is gone.
 */
export async function copyFile(
  db: Db,
  source: EnvironmentVault,
  destination: EnvironmentVault,
  file: StoredFile,
  documentId: string,
  now: number,
): Promise<void> {
  const id = newId('file')
  const key = source.unwrapFileKey(file.id, file.wrapped_key)
  await db
    .insertInto('file')
    .values({
      ...file,
      id,
      environment_id: destination.environmentId,
      document_id: documentId,
      wrapped_key: destination.wrapFileKey(id, key),
      created_at: now,
    })
    .execute()
}

export const listFiles = (db: Db, environmentId: string, documentIds: string[]): Promise<StoredFile[]> =>
  documentIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('file')
        .selectAll()
        .where('environment_id', '=', environmentId)
        .where('document_id', 'in', documentIds)
        .orderBy('id')
        .execute()

/** Destroys this environment's wraps of the files' keys. The encrypted bytes go with the last wrap that anybody has. */
export async function removeFiles(
  db: Db,
  environmentId: string,
  files: readonly StoredFile[],
): Promise<void> {
  if (files.length === 0) return
  await db
    .deleteFrom('file')
    .where('environment_id', '=', environmentId)
    .where(
      'id',
      'in',
      files.map(file => file.id),
    )
    .execute()
  await db
    .deleteFrom('blob')
    .where(
      'id',
      'in',
      files.map(file => file.blob_id),
    )
    .where(eb =>
      eb.not(eb.exists(eb.selectFrom('file').select('file.id').whereRef('file.blob_id', '=', 'blob.id'))),
    )
    .execute()
}

/** The decrypted bytes of a file. Throws SealBroken where they were changed. */
export async function readFileBytes(db: Db, vault: EnvironmentVault, file: StoredFile): Promise<Buffer> {
  const blob = await db
    .selectFrom('blob')
    .select('ciphertext')
    .where('id', '=', file.blob_id)
    .executeTakeFirstOrThrow()
  return unseal(vault.unwrapFileKey(file.id, file.wrapped_key), blob.ciphertext, blobContext(file.blob_id))
}

/**
 * A file by its identifier alone, for a link that names nothing else: the link proves the environment before anything
 * of the file is told.
 */
export const findLinkedFile = (db: Db, id: string): Promise<StoredFile | undefined> =>
  db.selectFrom('file').selectAll().where('id', '=', id).executeTakeFirst()
