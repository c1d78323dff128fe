import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import {
  detachDocument,
  emptyDocument,
  insertDocument,
  keepReadOfDocument,
  listDocuments,
  listEveryDocument,
  readDocument,
  readDocuments,
  readGivenDocuments,
  updateGivenDocument,
} from '../../../server/store/documents.ts'
import { SealBroken } from '../../../server/store/seal.ts'
import { NOW, openTestStore } from './fixture.ts'
import { connectionRow, documentRow, inquiryRow, sessionRow } from './rows.ts'

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

describe('what a verification has read from a document', () => {
  const read = { 'document-number': 'SPC123456' }

  it('is kept beside what came with it, in the place of what was read before, sealed', async () => {
    const { db, source, destination, first, second } = await withDocuments()
    await keepReadOfDocument(db, destination.vault, first, { sex: 'F' })
    await keepReadOfDocument(db, destination.vault, first, read)
    await keepReadOfDocument(db, source.vault, first, {})
    expect(await readDocument(db, destination.vault, first)).toMatchObject({ attributes, read })
    expect(await readDocument(db, destination.vault, second)).toMatchObject({ attributes, read: {} })
    const row = await db
      .selectFrom('document')
      .select('sealed_read')
      .where('id', '=', first)
      .executeTakeFirstOrThrow()
    expect(Buffer.from(row.sealed_read ?? []).toString('latin1')).not.toContain('SPC123456')
    await db.updateTable('document').set(row).where('id', '=', second).execute()
    await expect(readDocument(db, destination.vault, second)).rejects.toThrow(SealBroken)
  })

  // Guarantee: nothing of a person outlives what was erased, or what they have taken back.
  it('goes when the document is emptied, and when another page is given', async () => {
    const { db, destination, first } = await withDocuments()
    const kept = async () => (await readDocument(db, destination.vault, first))?.read
    await keepReadOfDocument(db, destination.vault, first, read)
    await updateGivenDocument(db, destination.vault, { id: first, status: 'processed', attributes })
    expect(await kept()).toEqual({})
    await keepReadOfDocument(db, destination.vault, first, read)
    await emptyDocument(db, destination.vault, first)
    expect(await kept()).toEqual({})
    await detachDocument(db, destination.environmentId, first)
    await keepReadOfDocument(db, destination.vault, first, read)
    expect(await kept()).toEqual({})
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

describe('a document that a person gives in a session', () => {
  async function withGiven() {
    const store = await withDocuments()
    const { db, source, destination, inquiryId } = store
    const session = await sessionRow(db, destination, await connectionRow(db, source, destination))
    const id = newId('document')
    const document = { id, inquiryId, kind: 'proof-of-address', attributes: {}, sessionId: session.id }
    await insertDocument(db, destination.vault, document, NOW)
    return { ...store, id, sessionId: session.id }
  }

  // Guarantee: pages that are still to come make a document nobody's evidence, and nobody's to share.
  it('is seen by nobody until it is whole', async () => {
    const { db, destination, inquiryId, id } = await withGiven()
    const { vault, environmentId } = destination
    const seen = async () => [
      await readDocument(db, vault, id),
      ...(await readDocuments(db, vault, inquiryId)).filter(one => one.id === id),
      ...(await listDocuments(db, environmentId, [inquiryId])).filter(one => one.id === id),
    ]
    expect(await seen()).toEqual([undefined])
    await updateGivenDocument(db, vault, { id, status: 'processed', attributes: { 'id-class': 'pp' } })
    expect(await seen()).toMatchObject([{ attributes: { 'id-class': 'pp' } }, { id }, { id }])
    await updateGivenDocument(db, vault, { id, status: 'initiated', attributes: {} })
    expect(await seen()).toEqual([undefined])
  })

  it('is its session’s, and counted among all of the inquiry', async () => {
    const { db, source, destination, inquiryId, first, second, id, sessionId } = await withGiven()
    const given = (vault: typeof source.vault, session: string) =>
      readGivenDocuments(db, vault, inquiryId, session)
    expect(await given(destination.vault, sessionId)).toMatchObject([{ id, status: 'initiated' }])
    expect(await given(destination.vault, 'cses_other')).toEqual([])
    expect(await given(source.vault, sessionId)).toEqual([])
    const every = await listEveryDocument(db, destination.environmentId, inquiryId)
    expect(every).toMatchObject([
      { id: first, session_id: null },
      { id: second, session_id: null },
      { id, session_id: sessionId, status: 'initiated' },
    ])
    expect(await listEveryDocument(db, source.environmentId, inquiryId)).toEqual([])
  })

  it('is not changed by another environment', async () => {
    const { db, source, destination, id } = await withGiven()
    await updateGivenDocument(db, source.vault, { id, status: 'processed', attributes: {} })
    expect(await readDocument(db, destination.vault, id)).toBeUndefined()
  })
})
