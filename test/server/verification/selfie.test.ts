import { describe, expect, it } from 'vitest'
import { selfie } from '../../../server/verification/selfie.ts'
import { inputWith } from './input.ts'

const JPEG = [0xff, 0xd8, 0xff, 0xe0]

/** The quality check of one file of these first bytes and this size. */
async function quality(start: number[], size: number, contentType = 'image/jpeg') {
  const bytes = new Uint8Array(size)
  bytes.set(start.slice(0, size))
  const files = [{ page: 'center', contentType, read: async () => bytes }]
  const documents = [{ id: 'doc_1', kind: 'selfie', attributes: {}, files }]
  const findings = await selfie.run(inputWith({ documents, wanted: { kind: 'selfie' } }))
  return findings.find(one => one.name === 'selfie_image_quality_detection')
}

describe('a selfie', () => {
  it('passes when it is a photo of a size that can be one', async () => {
    expect(await quality(JPEG, 10_000)).toMatchObject({ status: 'passed' })
  })

  const wrong: [string, number[], number, string, string][] = [
    ['smaller than a photo', JPEG, 9_999, 'image/jpeg', 'photo_too_small'],
    ['larger than is taken', JPEG, 15_000_001, 'image/jpeg', 'photo_too_large'],
    ['another type than it says', [0x25, 0x50, 0x44, 0x46], 20_000, 'image/jpeg', 'type_not_detected'],
    ['a document', [0x25, 0x50, 0x44, 0x46, 0x2d], 20_000, 'application/pdf', 'type_not_detected'],
  ]
  it.each(wrong)('fails when it is %s', async (_what, start, size, type, reason) => {
    expect(await quality(start, size, type)).toMatchObject({ status: 'failed', reasons: [reason] })
  })

  // Guarantee: what nobody has looked at is never passed.
  it('says that the face and its liveness were not looked at', async () => {
    const findings = await selfie.run(inputWith({ wanted: { kind: 'selfie' } }))
    const unseen = findings.filter(one => one.status === 'not_applicable').map(one => one.name)
    expect(unseen).toEqual(['selfie_id_comparison', 'selfie_liveness_detection'])
  })
})
