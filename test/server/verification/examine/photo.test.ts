import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { examinePhoto } from '../../../../server/verification/examine/photo.ts'

const picture = readFileSync(
  join(import.meta.dirname, '../../../../demo/people/complete/identity-card-front.jpg'),
)

const examined = async (change: (image: Sharp) => Sharp) =>
  examinePhoto(await change(sharp(picture)).jpeg().toBuffer())

/** White as a lamp throws it back. */
const lamp = {
  input: { create: { width: 200, height: 150, channels: 3, background: '#fff' } },
  left: 300,
  top: 200,
} as const

describe('a photograph', () => {
  it('has its size as it stands upright', async () => {
    expect(await examined(image => image)).toMatchObject({ width: 1120, height: 735 })
    const lying = await sharp(picture).rotate(90).withMetadata({ orientation: 8 }).toBuffer()
    expect(await examinePhoto(lying)).toMatchObject({ width: 1120, height: 735 })
  })

  it('is the less sharp the more it is blurred', async () => {
    const blurs = [0.3, 1, 2, 4, 8]
    const sharpness = await Promise.all(
      blurs.map(async sigma => (await examined(image => image.blur(sigma))).sharpness),
    )
    expect(sharpness).toEqual(sharpness.toSorted((one, other) => other - one))
  })

  // Otherwise a dim room would make a sharp picture look blurred, and a small one sharper than it is.
  it.each([
    ['darker', (image: Sharp) => image.linear(0.5, 0)],
    ['twice as large', (image: Sharp) => image.resize(2240)],
  ])('is about as sharp when it is %s', async (_how, change) => {
    const [before, after] = [await examined(image => image), await examined(change)]
    expect(after.sharpness / before.sharpness).toBeGreaterThan(0.5)
    expect(after.sharpness / before.sharpness).toBeLessThan(2)
  })

  it('has glare where it is burnt out, and none where it is white', async () => {
    expect((await examined(image => image)).glare).toBe(0)
    const { glare } = await examined(image => image.composite([lamp]))
    expect(glare).toBeGreaterThan(0.03)
    expect(glare).toBeLessThan(0.04)
    const onWhite = await examined(image =>
      image.extend({ top: 90, bottom: 90, left: 90, right: 90, background: '#fff' }),
    )
    expect(onWhite.glare).toBe(0)
  })

  it('is as bright as its mean', async () => {
    const grey = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#666' } })
      .png()
      .toBuffer()
    expect(await examinePhoto(grey)).toMatchObject({ brightness: 102, sharpness: 0, glare: 0 })
  })
})
