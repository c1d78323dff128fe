import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import {
  detachDocument,
  emptyDocument,
  insertDocument,
  listDocuments,
  readDocument,
  readDocuments,
} from '../../../server/store/documents.ts'
import { SealBroken } from '../../../server/store/seal.ts'
import { NOW, openTestStore } from './fixture.ts'
import { documentRow, inquiryRow } from './rows.ts'

const attributes = { 'name-first': 'Žofie', mrz: ['I<SWE', 'LINE2'] }

/** Two documents of one inquiry, beside one of another inquiry. */
async function withDocuments() {
  const store = await openTestStore()
  await documentRow(store.db, store.destination)
  const inquiryId = await inquiryRow(store.db, store.destination)
  const [first, second] = [newId('document'), newId('document')]
  const insert = (id: string, kind: string) =>
    insertDocument(store.db, store.destination.vault, { id, inquiryId, kind, attributes }, NOW)
  await insert(first, 'government-id')
  await insert(second, 'selfie')
  return { ...store, inquiryId, first, second }
}

describe('the documents of an inquiry', () => {
  it('are read with what was read from them, oldest first', async () => {
    const { db, destination, inquiryId, first, second } = await withDocuments()
    expect(await readDocuments(db, destination.vault, inquiryId)).toMatchObject([
      { id: first, kind: 'government-id', attributes },
      { id: second, kind: 'selfie', attributes },
    ])
  })

  it('are read one by one', async () => {
    const { db, source, destination, first, second } = await withDocuments()
    expect(await readDocument(db, destination.vault, first)).toMatchObject({ id: first, attributes })
    expect(await readDocument(db, destination.vault, second)).toMatchObject({ id: second, attributes })
    expect(await readDocument(db, source.vault, first)).toBeUndefined()
  })

  it('are listed without opening them', async () => {
    const { db, destination, inquiryId, first, second } = await withDocuments()
    expect(await listDocuments(db, destination.environmentId, [inquiryId])).toEqual([
      { id: first, kind: 'government-id', inquiry_id: inquiryId },
      { id: second, kind: 'selfie', inquiry_id: inquiryId },
    ])
    expect(await listDocuments(db, destination.environmentId, [])).toEqual([])
  })

  it("are their own environment's alone", async () => {
    const { db, source, inquiryId } = await withDocuments()
    expect(await readDocuments(db, source.vault, inquiryId)).toEqual([])
    expect(await listDocuments(db, source.environmentId, [inquiryId])).toEqual([])
  })

  // What was read from one document is never shown as read from another.
  it('do not open where their contents were exchanged', async () => {
    const { db, destination, inquiryId, first, second } = await withDocuments()
    const row = await db
      .selectFrom('document')
      .select('sealed_attributes')
      .where('id', '=', first)
      .executeTakeFirstOrThrow()
    await db.updateTable('document').set(row).where('id', '=', second).execute()
    await expect(readDocuments(db, destination.vault, inquiryId)).rejects.toThrow(SealBroken)
  })
})

describe('taking a document away', () => {
  // Only the one that was meant, and only by its own environment.
  it('leaves nothing of what was read from it', async () => {
    const { db, source, destination, first, second } = await withDocuments()
    const attributesOf = async (id: string) => (await readDocument(db, destination.vault, id))?.attributes
    await emptyDocument(db, source.vault, first)
    expect(await attributesOf(first)).toEqual(attributes)
    await emptyDocument(db, destination.vault, first)
    expect([await attributesOf(first), await attributesOf(second)]).toEqual([{}, attributes])
  })

  it('takes it out of its inquiry and keeps it', async () => {
    const { db, source, destination, inquiryId, first, second } = await withDocuments()
    const held = async () => (await readDocuments(db, destination.vault, inquiryId)).map(({ id }) => id)
    await detachDocument(db, source.environmentId, first)
    expect(await held()).toEqual([first, second])
    await detachDocument(db, destination.environmentId, first)
    expect(await held()).toEqual([second])
    expect(await readDocument(db, destination.vault, first)).toMatchObject({ inquiry_id: null, attributes })
  })
})
