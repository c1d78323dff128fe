import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import { insertDocument, listEveryDocument, readDocument } from '../../../server/store/documents.ts'
import { discardUnfinished, eraseInquiry, eraseVerification } from '../../../server/store/erase.ts'
import { putFields, readFields } from '../../../server/store/fields.ts'
import { copyFile, insertFile, listFiles, readFileBytes } from '../../../server/store/files.ts'
import type { Db } from '../../../server/store/store.ts'
import {
  finishVerification,
  insertVerification,
  listVerifications,
  reopenVerification,
} from '../../../server/store/verifications.ts'
import { NOW, openTestStore, type Side } from './fixture.ts'
import { connectionRow, inquiryRow, sessionRow } from './rows.ts'

const BYTES = new TextEncoder().encode('a photograph')

/** An inquiry with a field, a document with a file, and a verification; their identifiers. */
async function heldInquiry(db: Db, side: Side) {
  const inquiryId = await inquiryRow(db, side)
  await putFields(db, side.vault, inquiryId, new Map([['name-first', 'Elsa']]))
  const documentId = newId('document')
  const attributes = { 'name-first': 'Elsa', mrz: ['P<'] }
  await insertDocument(db, side.vault, { id: documentId, inquiryId, kind: 'government-id', attributes }, NOW)
  const file = { documentId, page: 'front', contentType: 'image/jpeg', bytes: BYTES }
  await insertFile(db, side.vault, file, NOW)
  await insertVerification(db, {
    id: newId('verification'),
    environment_id: side.environmentId,
    inquiry_id: inquiryId,
    document_id: documentId,
    redemption_id: null,
    cloned_from_json: null,
    kind: 'government-id',
    status: 'passed',
    checks_json: JSON.stringify([
      {
        name: 'id_age_comparison',
        status: 'passed',
        reasons: ['of_age'],
        requirement: 'required',
        metadata: { age: 31 },
      },
    ]),
    created_at: NOW,
    submitted_at: NOW,
    completed_at: NOW,
  })
  return { inquiryId, documentId }
}

const filesOf = (db: Db, side: Side, documentId: string) => listFiles(db, side.environmentId, [documentId])

const blobs = async (db: Db) => (await db.selectFrom('blob').select('id').execute()).length

describe('erasing an inquiry', () => {
  it('leaves its rows and takes their values', async () => {
    const { db, source } = await openTestStore()
    const { inquiryId, documentId } = await heldInquiry(db, source)
    await eraseInquiry(db, source.vault, inquiryId, NOW + 1)
    expect(await readFields(db, source.vault, inquiryId)).toEqual(new Map())
    expect(await readDocument(db, source.vault, documentId)).toMatchObject({
      kind: 'government-id',
      attributes: {},
    })
    expect(await listVerifications(db, source.environmentId, [inquiryId])).toMatchObject([
      {
        status: 'passed',
        redacted_at: NOW + 1,
        checks: [{ name: 'id_age_comparison', status: 'passed', reasons: ['of_age'], metadata: {} }],
      },
    ])
    expect(await filesOf(db, source, documentId)).toEqual([])
    expect(await blobs(db)).toBe(0)
  })

  it('leaves every other inquiry as it was', async () => {
    const { db, source } = await openTestStore()
    const erased = await heldInquiry(db, source)
    const kept = await heldInquiry(db, source)
    await eraseInquiry(db, source.vault, erased.inquiryId, NOW)
    expect(await readFields(db, source.vault, kept.inquiryId)).toEqual(new Map([['name-first', 'Elsa']]))
    const [file] = await filesOf(db, source, kept.documentId)
    expect(file && (await readFileBytes(db, source.vault, file))).toEqual(Buffer.from(BYTES))
    expect(await listVerifications(db, source.environmentId, [kept.inquiryId])).toMatchObject([
      { redacted_at: null, checks: [{ metadata: { age: 31 } }] },
    ])
  })

  // Guarantee: bytes that two organizations hold stay until neither does.
  it('takes the bytes of a file with the last copy', async () => {
    const { db, source, destination } = await openTestStore()
    const { inquiryId, documentId } = await heldInquiry(db, source)
    const copy = { id: newId('document'), inquiryId: await inquiryRow(db, destination) }
    await insertDocument(db, destination.vault, { ...copy, kind: 'government-id', attributes: {} }, NOW)
    for (const file of await filesOf(db, source, documentId)) {
      await copyFile(db, source.vault, destination.vault, file, copy.id, NOW)
    }
    await eraseInquiry(db, source.vault, inquiryId, NOW)
    const [file] = await filesOf(db, destination, copy.id)
    expect(file && (await readFileBytes(db, destination.vault, file))).toEqual(Buffer.from(BYTES))
    await eraseInquiry(db, destination.vault, copy.inquiryId, NOW)
    expect(await blobs(db)).toBe(0)
  })

  // Guarantee: an environment erases only what is its own.
  it('does nothing to the inquiry of another environment', async () => {
    const { db, source, destination } = await openTestStore()
    const { inquiryId, documentId } = await heldInquiry(db, source)
    await eraseInquiry(db, destination.vault, inquiryId, NOW)
    expect((await readFields(db, source.vault, inquiryId)).size).toBe(1)
    expect(await filesOf(db, source, documentId)).toHaveLength(1)
    expect(await blobs(db)).toBe(1)
  })
})

describe('a document that a person began to give', () => {
  /** An inquiry as it stands, with the front of a card that a session gave. */
  async function withHalf() {
    const store = await openTestStore()
    const { db, source, destination } = store
    const { inquiryId } = await heldInquiry(db, destination)
    const session = await sessionRow(db, destination, await connectionRow(db, source, destination))
    const documentId = newId('document')
    const document = { id: documentId, inquiryId, kind: 'selfie', attributes: {}, sessionId: session.id }
    await insertDocument(db, destination.vault, document, NOW)
    const file = { documentId, page: 'center', contentType: 'image/jpeg', bytes: BYTES }
    await insertFile(db, destination.vault, file, NOW)
    return { ...store, inquiryId, documentId }
  }

  it('is discarded with its bytes, and nothing else is', async () => {
    const { db, source, destination, inquiryId, documentId } = await withHalf()
    await discardUnfinished(db, source.vault, inquiryId)
    expect(await blobs(db)).toBe(2)
    await discardUnfinished(db, destination.vault, inquiryId)
    expect(await filesOf(db, destination, documentId)).toEqual([])
    expect(await blobs(db)).toBe(1)
    const left = await listEveryDocument(db, destination.environmentId, inquiryId)
    expect(left).toMatchObject([{ kind: 'government-id', status: 'processed' }])
  })

  it('is erased with its inquiry', async () => {
    const { db, destination, inquiryId } = await withHalf()
    await eraseInquiry(db, destination.vault, inquiryId, NOW)
    expect(await blobs(db)).toBe(0)
  })
})

describe('a verification that was erased', () => {
  // Guarantee: nothing is left by which somebody could try out what it had looked at, and it is not run again.
  it('has no mark of what it looked at, and is not opened again', async () => {
    const { db, source } = await openTestStore()
    const { inquiryId } = await heldInquiry(db, source)
    const only = async () => {
      const [one] = await listVerifications(db, source.environmentId, [inquiryId])
      if (!one) throw new Error('there is a verification')
      return one
    }
    const { id } = await only()
    await reopenVerification(db, source.environmentId, id, NOW)
    const result = {
      status: 'passed',
      checks: [],
      documentId: null,
      evidenceMac: 'mac',
      clonedFrom: null,
      now: NOW,
    }
    await finishVerification(db, source.environmentId, id, result)
    await eraseVerification(db, await only(), NOW + 1)
    expect(await only()).toMatchObject({ evidence_mac: null, redacted_at: NOW + 1 })
    await reopenVerification(db, source.environmentId, id, NOW + 2)
    expect(await only()).toMatchObject({ status: 'passed' })
  })
})
