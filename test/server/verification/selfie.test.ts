import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp, { type Sharp } from 'sharp'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { createExaminePool } from '../../../server/verification/examine/pool.ts'
import { selfie } from '../../../server/verification/selfie.ts'
import { verdict } from '../../../server/verification/verdict.ts'
import type { Evidence } from '../../../server/verification/verifier.ts'
import { examinesNothing, inputWith } from './input.ts'

vi.setConfig({ testTimeout: 60_000 })

const ROOT = join(import.meta.dirname, '../../..')
const person = (path: string) => readFileSync(join(ROOT, 'demo/people', path))
const photo = person('passport-holder/selfie.jpg')
const passport = person('passport-holder/passport.jpg')
/** Four people beside one another, from the package of the networks. */
const group = readFileSync(join(ROOT, 'node_modules/@vladmandic/face-api/demo/sample6.jpg'))

const pool = createExaminePool(pino({ level: 'silent' }))
afterAll(() => pool.close())

const evidence = (kind: string, pages: Record<string, Uint8Array>, contentType = 'image/jpeg'): Evidence => ({
  id: 'doc_1',
  kind,
  attributes: {},
  files: Object.entries(pages).map(([page, bytes]) => ({ page, contentType, read: async () => bytes })),
})

interface Given {
  pages?: Record<string, Uint8Array>
  contentType?: string
  document?: Uint8Array | null
  /** What the organization has in the person's account. */
  account?: Uint8Array | null
  examine?: typeof pool.examine
}

/** What the checks say of a selfie and the front of a document beside it. */
async function checked({
  pages = { center: photo },
  contentType,
  document = passport,
  account = null,
  examine = pool.examine,
}: Given) {
  const findings = await selfie.run(
    inputWith({
      documents: [evidence('selfie', pages, contentType)],
      beside: document ? [evidence('government-id', { front: document })] : [],
      accountPhoto: account && {
        page: 'selfie-photo',
        contentType: 'image/jpeg',
        read: async () => account,
      },
      wanted: { kind: 'selfie' },
      examine,
    }),
  )
  const { status } = verdict(selfie, { kind: 'selfie', required: true, checks: [] }, findings)
  const told = new Map(
    findings.map(one => [one.name.replace('selfie_', ''), [one.status, ...one.reasons].join(' ')]),
  )
  return { status, findings, ...Object.fromEntries(told) }
}

const changed = (file: Uint8Array, change: (image: Sharp) => Sharp) =>
  change(sharp(file)).jpeg({ quality: 95 }).toBuffer()

describe('a selfie', () => {
  it('passes when it shows, from the front, the face on the document', async () => {
    const { status, findings } = await checked({})
    expect(status).toBe('passed')
    expect(findings.find(one => one.name === 'selfie_id_comparison')?.metadata).toMatchObject({
      distance: expect.closeTo(0.22, 1),
      limit: 0.5,
    })
  })

  it("fails beside another person's document", async () => {
    const result = await checked({ document: person('minor/identity-card-front.jpg') })
    expect(result).toMatchObject({ status: 'failed', id_comparison: 'failed different_people' })
  })

  // Guarantee: what nobody compared is never passed.
  it.each([
    ['there is no document of identity', null, 'no_government_id'],
    ['the document has no portrait', person('complete/identity-card-back.jpg'), 'portrait_not_found'],
    ['the document is no picture', Buffer.alloc(20_000), 'portrait_not_found'],
  ])('is not passed where %s', async (_, document, reason) => {
    expect(await checked({ document })).toMatchObject({
      status: 'failed',
      image_quality_detection: 'passed',
      id_comparison: `not_applicable ${reason}`,
    })
  })

  it('is not passed where this server cannot see faces', async () => {
    expect(await checked({ examine: examinesNothing })).toMatchObject({
      status: 'failed',
      image_quality_detection: 'not_applicable service_unavailable',
      id_comparison: 'not_applicable service_unavailable',
    })
  })

  it.each<[string, () => Promise<Uint8Array>, string, string]>([
    [
      'without a face',
      async () => person('complete/identity-card-back.jpg'),
      'image_quality_detection',
      'no_face',
    ],
    ['of several people', async () => group, 'pose_detection', 'several_faces'],
    [
      'of a head on its side',
      () => changed(photo, image => image.rotate(40, { background: '#ddd' })),
      'pose_detection',
      'not_frontal',
    ],
    [
      'that is blurred',
      () => changed(photo, image => image.blur(9)),
      'image_quality_detection',
      'too_blurry',
    ],
    [
      'that is dark',
      () => changed(photo, image => image.linear(0.2, 0)),
      'image_quality_detection',
      'too_dark',
    ],
    [
      'that is burnt out',
      () => changed(photo, image => image.linear(2, 40)),
      'glare_detection',
      'too_much_glare',
    ],
    [
      'that is tiny',
      () => sharp(photo).resize({ width: 150 }).png({ compressionLevel: 0 }).toBuffer(),
      'image_quality_detection',
      'resolution_too_low',
    ],
  ])('fails %s', async (_, file, check, reason) => {
    const bytes = await file()
    const contentType = bytes[0] === 0x89 ? 'image/png' : 'image/jpeg'
    const result = await checked({ pages: { center: bytes }, contentType })
    expect(result.status).toBe('failed')
    expect(result).toMatchObject({ [check]: expect.stringContaining(`failed`) })
    expect(result).toMatchObject({ [check]: expect.stringContaining(reason) })
  })

  it('compares its poses with one another', async () => {
    const both = { center: photo, left: photo }
    expect(await checked({ pages: both })).toMatchObject({ multiple_faces_detection: 'passed' })
    const mixed = { center: photo, left: person('minor/identity-card-front.jpg') }
    expect(await checked({ pages: mixed })).toMatchObject({
      multiple_faces_detection: 'failed different_people',
    })
    expect(await checked({})).toMatchObject({ multiple_faces_detection: 'not_applicable one_pose' })
  })

  // Guarantee: who puts their own portrait on another's document does not pass as a person whom the organization knows.
  it('is compared with the photo in the account', async () => {
    expect(await checked({})).toMatchObject({
      status: 'passed',
      account_comparison: 'not_applicable no_account_selfie_present',
    })
    expect(await checked({ account: passport })).toMatchObject({ account_comparison: 'passed' })
    expect(await checked({ account: person('minor/selfie.jpg') })).toMatchObject({
      status: 'failed',
      id_comparison: 'passed',
      account_comparison: 'failed low_confidence_match',
    })
  })

  // Guarantee: where there is a photo in the account, nothing is passed without having been compared with it.
  it.each([
    ['shows nobody', person('complete/identity-card-back.jpg'), 'account_selfie_not_found'],
    ['is no picture', Buffer.alloc(20_000), 'account_selfie_not_found'],
    ['shows several people', group, 'account_selfie_not_comparable'],
  ])('is not passed where the photo in the account %s', async (_, account, reason) => {
    expect(await checked({ account })).toMatchObject({
      status: 'failed',
      id_comparison: 'passed',
      account_comparison: `not_applicable ${reason}`,
    })
  })

  // Guarantee: a photo says nothing about a living person, and nothing here pretends that it does.
  it('leaves liveness to a provider', async () => {
    expect(await checked({})).toMatchObject({ liveness_detection: 'not_applicable needs_provider' })
  })
})

describe('a file that is no selfie', () => {
  const sized = (size: number, start: number[] = [0xff, 0xd8, 0xff, 0xe0]) => {
    const bytes = new Uint8Array(size)
    bytes.set(start.slice(0, size))
    return bytes
  }
  it.each<[string, Uint8Array, string, string]>([
    ['smaller than a photo', sized(9_999), 'image/jpeg', 'photo_too_small'],
    ['larger than is taken', sized(15_000_001), 'image/jpeg', 'photo_too_large'],
    [
      'of another type than it says',
      sized(20_000, [0x25, 0x50, 0x44, 0x46]),
      'image/jpeg',
      'type_not_detected',
    ],
    ['a document', sized(20_000, [0x25, 0x50, 0x44, 0x46, 0x2d]), 'application/pdf', 'type_not_detected'],
    ['a header and nothing behind it', sized(20_000), 'image/jpeg', 'type_not_detected'],
    ['a photo cut short', photo.subarray(0, photo.length / 2), 'image/jpeg', 'damaged'],
  ])('fails being %s', async (_what, bytes, contentType, reason) => {
    expect(await checked({ pages: { center: bytes }, contentType })).toMatchObject({
      status: 'failed',
      image_quality_detection: `failed ${reason}`,
      id_comparison: `not_applicable ${reason}`,
    })
  })

  it('fails where there is none', async () => {
    expect(await checked({ pages: {} })).toMatchObject({ image_quality_detection: 'failed no_file' })
  })
})
