import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp, { type Sharp } from 'sharp'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { people } from '../../../../demo/people/people.ts'
import { createExaminePool } from '../../../../server/verification/examine/pool.ts'

const ROOT = join(import.meta.dirname, '../../../..')
const person = (path: string) => readFileSync(join(ROOT, 'demo/people', path))
const selfie = person('complete/selfie.jpg')
const card = person('complete/identity-card-front.jpg')
const fronts = people.flatMap(({ key, documents }) =>
  documents.flatMap(({ files }) =>
    files.filter(({ page }) => page === 'front').map(({ path }) => [key, path] as const),
  ),
)
/** Four people beside one another, from the package of the networks. */
const group = readFileSync(join(ROOT, 'node_modules/@vladmandic/face-api/demo/sample6.jpg'))

// The networks are loaded by whichever test comes first, in each process.
vi.setConfig({ testTimeout: 60_000 })

const pool = createExaminePool(pino({ level: 'silent' }))
afterAll(() => pool.close())

async function facesOf(file: Uint8Array) {
  const answer = await pool.examine('faces', file)
  if (answer.outcome !== 'read') throw new Error(answer.outcome)
  return answer.report.faces
}

async function compared(one: Uint8Array, other: Uint8Array) {
  const answer = await pool.examine('face-comparison', one, other)
  if (answer.outcome !== 'read') throw new Error(answer.outcome)
  return answer.report
}

/** The bytes of a picture after something was done to it. */
const changed = (file: Uint8Array, change: (image: Sharp) => Sharp) => change(sharp(file)).jpeg().toBuffer()

describe('the examination of faces', () => {
  it('measures the face of a selfie', async () => {
    const [face, ...others] = await facesOf(selfie)
    expect(others).toEqual([])
    expect(face?.size).toBeGreaterThan(300)
    expect(Math.abs(face?.pose.turn ?? 1)).toBeLessThan(0.1)
    // In its place, with the eyes and the mouth within.
    expect(face?.box.left).toBeLessThan(250)
    expect((face?.box.left ?? 0) + (face?.box.width ?? 0)).toBeGreaterThan(470)
  })

  it('finds the portrait on a document', async () => {
    const [portrait] = await facesOf(card)
    expect(portrait?.box.left).toBeLessThan(200)
    expect(portrait?.size).toBeGreaterThan(150)
  })

  it('finds everybody in a picture, the largest first', async () => {
    const sizes = (await facesOf(group)).map(({ size }) => size)
    expect(sizes).toHaveLength(4)
    expect(sizes).toEqual(sizes.toSorted((one, other) => other - one))
  })

  it('finds a face that fills the picture', async () => {
    const tight = await changed(selfie, image =>
      image.extract({ left: 210, top: 250, width: 300, height: 340 }),
    )
    expect(await facesOf(tight)).toHaveLength(1)
  })

  it('finds no face where there is none', async () => {
    expect(await facesOf(person('complete/identity-card-back.jpg'))).toEqual([])
  })

  it('turns a picture upright first', async () => {
    const lying = await changed(selfie, image => image.rotate(90).withMetadata({ orientation: 8 }))
    const [face] = await facesOf(lying)
    expect(Math.abs(face?.pose.roll ?? 90)).toBeLessThan(5)
  })

  it('measures how a head is held', async () => {
    const tilted = await changed(selfie, image => image.rotate(20, { background: 'white' }))
    const [face] = await facesOf(tilted)
    expect(face?.pose.roll).toBeGreaterThan(12)
    const mirrored = await changed(group, image => image.flop())
    const turns = (await facesOf(mirrored)).map(({ pose }) => pose.turn)
    const [largest] = await facesOf(group)
    expect(Math.sign(turns[0] ?? 0)).toBe(-Math.sign(largest?.pose.turn ?? 0))
  })

  it('measures how well a face can be seen', async () => {
    const [face] = await facesOf(group)
    const [blurred] = await facesOf(await changed(group, image => image.blur(6)))
    expect(blurred?.sharpness).toBeLessThan((face?.sharpness ?? 0) / 5)
    const [dark] = await facesOf(await changed(selfie, image => image.linear(0.2, 0)))
    expect(dark?.brightness).toBeLessThan(60)
    const [bright] = await facesOf(await changed(selfie, image => image.linear(1.3, 40)))
    expect(bright?.glare).toBeGreaterThan(0.2)
  })
})

describe('the examination of a portrait', () => {
  const found = async (file: Uint8Array) => {
    const answer = await pool.examine('portrait', file)
    if (answer.outcome !== 'read') throw new Error(answer.outcome)
    return answer.report
  }

  it.each([
    [0, 0],
    [90, 3],
    [180, 2],
    [270, 1],
  ])('finds it on a picture turned by %i degrees, and how to turn it back', async (degrees, quarterTurns) => {
    const lying = await changed(card, image => image.rotate(degrees))
    const report = await found(lying)
    expect(report.quarterTurns).toBe(quarterTurns)
    expect(report.portrait?.size).toBeGreaterThan(150)
    const answer = await pool.examine('portrait-comparison', selfie, lying)
    expect(answer).toMatchObject({ outcome: 'read', report: { distance: expect.any(Number) } })
    expect(answer.outcome === 'read' && answer.report.distance).toBeLessThan(0.45)
  })

  // Upside down, the portrait of one of them looks more like a face to the detector.
  it.each(fronts)('of a specimen person is the upright one: %s', async (key, path) => {
    expect((await found(person(path))).quarterTurns).toBe(0)
    const answer = await pool.examine('portrait-comparison', person(`${key}/selfie.jpg`), person(path))
    expect(answer.outcome === 'read' && answer.report.distance).toBeLessThan(0.4)
  })

  it('finds none in the print of a back', async () => {
    expect(await found(person('complete/identity-card-back.jpg'))).toEqual({
      portrait: null,
      quarterTurns: 0,
    })
  })
})

describe('the comparison of faces', () => {
  it('is near for one person and far for two', async () => {
    expect((await compared(selfie, card)).distance).toBeLessThan(0.4)
    const another = person('passport-holder/selfie.jpg')
    expect((await compared(another, person('minor/identity-card-front.jpg'))).distance).toBeGreaterThan(0.6)
  })

  it('has no result where one picture has no face', async () => {
    const { distance, one, other } = await compared(selfie, person('complete/identity-card-back.jpg'))
    expect(distance).toBeNull()
    expect([one.faces.length, other.faces.length]).toEqual([1, 0])
  })

  // Guarantee: what describes a face, 128 numbers, does not leave the process that compares.
  it('tells a distance and nothing that describes a face', async () => {
    const report = await compared(selfie, card)
    expect(Object.keys(report)).toEqual(['distance', 'one', 'other'])
    const measures = ['sharpness', 'brightness', 'glare', 'box', 'score', 'size', 'pose'].sort()
    for (const face of [...report.one.faces, ...report.other.faces])
      expect(Object.keys(face).sort()).toEqual(measures)
  })
})

describe('a file that is not a picture of a face', () => {
  const blank = sharp({
    create: { width: 10_000, height: 10_000, channels: 3, background: 'white' },
    limitInputPixels: false,
  })
  it.each([
    [
      'of another type',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'type_not_detected',
    ],
    ['cut short', async () => selfie.subarray(0, selfie.length / 2), 'damaged'],
    ['of 100 megapixels', () => blank.png().toBuffer(), 'too_large'],
  ])('is refused, %s, as either of two', async (_, file, reason) => {
    const bytes = await file()
    const refused = { outcome: 'refused', reason }
    expect(await pool.examine('faces', bytes)).toEqual(refused)
    expect(await pool.examine('face-comparison', selfie, bytes)).toEqual(refused)
  })

  it.each([
    ['one pixel', 1, 1],
    ['a line', 4000, 1],
  ])('has no face, being %s', async (_, width, height) => {
    const file = await sharp({ create: { width, height, channels: 4, background: '#0000' } })
      .png()
      .toBuffer()
    expect(await facesOf(file)).toEqual([])
  })
})
