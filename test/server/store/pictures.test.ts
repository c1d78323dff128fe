import { describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import { insertDocument, newDocumentId } from '../../../server/store/documents.ts'
import { forgetPictures, isAnotherPersonsPicture, rememberPicture } from '../../../server/store/pictures.ts'
import { openTestStore } from './fixture.ts'

const NOW = 1_764_000_000_000
const PRINT = Array.from({ length: 16 }, (_, index) => (index * 4_099) % 65_536)

/** The same picture, but for so many bits, spread over its numbers. */
const without = (bits: number) =>
  PRINT.map((row, index) => row ^ (2 ** (Math.floor(bits / 16) + (index < bits % 16 ? 1 : 0)) - 1))

async function storeWithPicture() {
  const opened = await openTestStore()
  const documentId = newDocumentId('government-id')
  const document = { id: documentId, inquiryId: null, kind: 'government-id', attributes: {} }
  await insertDocument(opened.db, opened.destination.vault, document, NOW)
  const picture = { documentId, personMac: 'elsa', fingerprint: PRINT }
  await rememberPicture(opened.db, opened.destination.vault, picture, NOW)
  return { ...opened, documentId }
}

describe('a picture that an organization has seen', () => {
  it('is found again for another person, and not for the same', async () => {
    const { db, destination } = await storeWithPicture()
    const seenAs = (personMac: string) =>
      isAnotherPersonsPicture(db, destination.vault, { personMac, fingerprint: PRINT })
    expect(await seenAs('erik')).toBe(true)
    expect(await seenAs('elsa')).toBe(false)
  })

  it.each([
    [0, true],
    [14, true],
    [64, false],
  ])('with %i bits of 256 that differ: %s', async (bits, expected) => {
    const { db, destination } = await storeWithPicture()
    const wanted = { personMac: 'erik', fingerprint: without(bits) }
    expect(await isAnotherPersonsPicture(db, destination.vault, wanted)).toBe(expected)
  })

  // Guarantee: nobody sees what is not theirs.
  it('is not found in another environment', async () => {
    const { db, source } = await storeWithPicture()
    const wanted = { personMac: 'erik', fingerprint: PRINT }
    expect(await isAnotherPersonsPicture(db, source.vault, wanted)).toBe(false)
  })

  it('is forgotten with its document, and no other', async () => {
    const { db, destination, documentId } = await storeWithPicture()
    const seen = () =>
      isAnotherPersonsPicture(db, destination.vault, { personMac: 'erik', fingerprint: PRINT })
    await forgetPictures(db, destination.environmentId, [newId('document')])
    expect(await seen()).toBe(true)
    await forgetPictures(db, destination.environmentId, [documentId])
    expect(await seen()).toBe(false)
    expect(await db.selectFrom('picture_band').selectAll().execute()).toEqual([])
  })

  // Guarantee: the store alone does not tell what a picture shows.
  it('is not in the store as it is', async () => {
    const { db } = await storeWithPicture()
    const rows = await db.selectFrom('picture').selectAll().execute()
    const bands = await db.selectFrom('picture_band').selectAll().execute()
    expect(rows[0] && Buffer.from(rows[0].sealed_fingerprint).toString('latin1')).not.toContain(
      PRINT.join(','),
    )
    for (const { mac } of bands) expect(PRINT.map(String)).not.toContain(mac)
  })
})
