import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  copyFile,
  findLinkedFile,
  insertFile,
  listFiles,
  readFileBytes,
  removeFiles,
} from '../../../server/store/files.ts'
import { SealBroken } from '../../../server/store/seal.ts'
import { isPostgres } from '../database.ts'
import { NOW, openTestStore, type Side, type TestStore } from './fixture.ts'
import { documentRow } from './rows.ts'

const bytes = randomBytes(100_000)

const onlyFile = async ({ db }: TestStore, { environmentId }: Side, documentId: string) => {
  const [file, ...others] = await listFiles(db, environmentId, [documentId])
  if (!file || others.length > 0) throw new Error('the document has not one file')
  return file
}

/** A file of the source's, and the destination's copy of it, beside another file. */
async function withCopy() {
  const store = await openTestStore()
  const { db, source, destination } = store
  const [from, to] = [await documentRow(db, source), await documentRow(db, destination)]
  const file = { documentId: from, page: 'front', contentType: 'image/jpeg', bytes }
  await insertFile(db, source.vault, { ...file, documentId: await documentRow(db, source) }, NOW)
  await insertFile(db, source.vault, file, NOW)
  const original = await onlyFile(store, source, from)
  await copyFile(db, source.vault, destination.vault, original, to, NOW + 1)
  return { ...store, original, copy: await onlyFile(store, destination, to) }
}

const blobs = async ({ db }: TestStore) => db.selectFrom('blob').select('id').execute()

describe('a file', () => {
  it('is read as it was written', async () => {
    const { db, source, original } = await withCopy()
    expect((await readFileBytes(db, source.vault, original)).equals(bytes)).toBe(true)
    expect(original).toMatchObject({ page: 'front', content_type: 'image/jpeg', byte_size: bytes.length })
  })

  it('may be empty', async () => {
    const store = await openTestStore()
    const documentId = await documentRow(store.db, store.source)
    const empty = { documentId, page: 'front', contentType: 'image/jpeg', bytes: Buffer.alloc(0) }
    await insertFile(store.db, store.source.vault, empty, NOW)
    const file = await onlyFile(store, store.source, documentId)
    expect(await readFileBytes(store.db, store.source.vault, file)).toHaveLength(0)
  })

  it('is encrypted under a key of its own each time, even where the bytes are the same', async () => {
    const store = await openTestStore()
    const documentId = await documentRow(store.db, store.source)
    const file = { documentId, page: 'front', contentType: 'image/jpeg', bytes }
    await insertFile(store.db, store.source.vault, file, NOW)
    await insertFile(store.db, store.source.vault, file, NOW)
    const [one, other] = await listFiles(store.db, store.source.environmentId, [documentId])
    if (!one || !other) throw new Error('there are two files')
    expect(one.blob_id).not.toBe(other.blob_id)
    const key = (file: typeof one) => store.source.vault.unwrapFileKey(file.id, file.wrapped_key)
    expect(key(one).equals(key(other))).toBe(false)
  })

  it('is listed by its own environment alone', async () => {
    const { db, source, destination, original } = await withCopy()
    expect(await listFiles(db, source.environmentId, [original.document_id])).toEqual([original])
    expect(await listFiles(db, destination.environmentId, [original.document_id])).toEqual([])
    expect(await listFiles(db, source.environmentId, [])).toEqual([])
  })

  it('is found by its identifier alone, for a link', async () => {
    const { db, original, copy } = await withCopy()
    expect(await findLinkedFile(db, original.id)).toEqual(original)
    expect(await findLinkedFile(db, copy.id)).toEqual(copy)
    expect(await findLinkedFile(db, 'file_none')).toBeUndefined()
  })

  it('does not open when its stored bytes were changed', async () => {
    const { db, source, original } = await withCopy()
    const blob = await db
      .selectFrom('blob')
      .selectAll()
      .where('id', '=', original.blob_id)
      .executeTakeFirstOrThrow()
    const changed = Buffer.from(blob.ciphertext)
    changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1
    await db.updateTable('blob').set({ ciphertext: changed }).where('id', '=', blob.id).execute()
    await expect(readFileBytes(db, source.vault, original)).rejects.toThrow(SealBroken)
  })

  it('does not open with the bytes of another file', async () => {
    const { db, source, original } = await withCopy()
    const other = { documentId: original.document_id, page: 'back', contentType: 'image/jpeg', bytes }
    await insertFile(db, source.vault, other, NOW)
    const files = await listFiles(db, source.environmentId, [original.document_id])
    const back = files.find(({ page }) => page === 'back')
    if (!back) throw new Error('the second file is gone')
    await expect(readFileBytes(db, source.vault, { ...original, blob_id: back.blob_id })).rejects.toThrow(
      SealBroken,
    )
  })
})

describe('the copy of a file', () => {
  it('is read by the destination with its own key', async () => {
    const { db, destination, original, copy } = await withCopy()
    expect((await readFileBytes(db, destination.vault, copy)).equals(bytes)).toBe(true)
    const { page, content_type, byte_size } = original
    expect(copy).toMatchObject({ page, content_type, byte_size, created_at: NOW + 1 })
  })

  // Redeeming re-wraps a key and copies no bytes.
  it('shares the bytes, and neither row nor wrap', async () => {
    const store = await withCopy()
    const { original, copy } = store
    expect(await blobs(store)).toHaveLength(2)
    expect(copy.blob_id).toBe(original.blob_id)
    expect(copy.id).not.toBe(original.id)
    expect(Buffer.from(copy.wrapped_key).equals(Buffer.from(original.wrapped_key))).toBe(false)
  })

  it('leaves the original as it was', async () => {
    const store = await withCopy()
    expect(await onlyFile(store, store.source, store.original.document_id)).toEqual(store.original)
  })

  // Each side can use its own wrap and nobody else's.
  it("is not opened with the other environment's wrap or vault", async () => {
    const { db, source, destination, original, copy } = await withCopy()
    const read = (vault: typeof source.vault, file: typeof copy) => readFileBytes(db, vault, file)
    await expect(read(destination.vault, original)).rejects.toThrow(SealBroken)
    await expect(read(source.vault, copy)).rejects.toThrow(SealBroken)
    const mixed = { ...copy, wrapped_key: original.wrapped_key }
    await expect(read(destination.vault, mixed)).rejects.toThrow(SealBroken)
    await expect(read(source.vault, { ...mixed, id: original.id })).resolves.toBeDefined()
  })

  it('cannot be made by a vault that cannot open the original', async () => {
    const { db, destination, original, copy } = await withCopy()
    const copying = copyFile(db, destination.vault, destination.vault, original, copy.document_id, NOW)
    await expect(copying).rejects.toThrow(SealBroken)
  })

  // Erasing one organization's copy takes nothing from the other one.
  it.each(['original', 'copy'] as const)(
    'and the original: erasing the %s leaves the other',
    async erased => {
      const store = await withCopy()
      await store.db.deleteFrom('file').where('id', '=', store[erased].id).execute()
      const [side, left] =
        erased === 'original' ? [store.destination, store.copy] : [store.source, store.original]
      expect(await onlyFile(store, side, left.document_id)).toEqual(left)
      expect((await readFileBytes(store.db, side.vault, left)).equals(bytes)).toBe(true)
    },
  )

  it('keeps the bytes from being deleted while it needs them', async () => {
    const { db, destination, original, copy } = await withCopy()
    await db.deleteFrom('file').where('id', '=', original.id).execute()
    const deleting = db.deleteFrom('blob').where('id', '=', original.blob_id).executeTakeFirst()
    // PostgreSQL's wall lets nobody see them as bytes that could go; SQLite refuses the reference that would be broken.
    if (isPostgres) expect((await deleting).numDeletedRows).toBe(0n)
    else await expect(deleting).rejects.toThrow(/FOREIGN KEY/i)
    expect((await readFileBytes(db, destination.vault, copy)).equals(bytes)).toBe(true)
  })
})

describe('files that are removed', () => {
  it('take their bytes along where nobody else has them, and leave the others', async () => {
    const store = await withCopy()
    const { db, source, destination, original, copy } = store
    await removeFiles(db, source.environmentId, [original])
    expect(await listFiles(db, source.environmentId, [original.document_id])).toEqual([])
    expect((await readFileBytes(db, destination.vault, copy)).equals(bytes)).toBe(true)
    await removeFiles(db, destination.environmentId, [copy])
    await removeFiles(db, destination.environmentId, [])
    expect(await blobs(store)).toHaveLength(1)
  })

  it('are not those of another environment', async () => {
    const store = await withCopy()
    const { db, source, destination, original } = store
    await removeFiles(db, destination.environmentId, [original])
    expect(await onlyFile(store, source, original.document_id)).toEqual(original)
    expect(await blobs(store)).toHaveLength(2)
  })
})
