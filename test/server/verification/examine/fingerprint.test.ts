import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { examineFingerprint } from '../../../../server/verification/examine/fingerprint.ts'
import { distanceOf, SAME_PICTURE_BITS } from '../../../../server/verification/fingerprint.ts'

const PEOPLE = join(import.meta.dirname, '../../../../demo/people')
const cardOf = (person: string) => readFileSync(join(PEOPLE, person, 'identity-card-front.jpg'))

const front = cardOf('complete')

describe('a fingerprint', () => {
  it('is 16 numbers of 16 bits', async () => {
    const rows = await examineFingerprint(front)
    expect(rows).toHaveLength(16)
    for (const row of rows) expect(row).toBe(row & 0xffff)
  })

  it('stays nearly the same when the picture is saved again, smaller, darker or in another format', async () => {
    const original = await examineFingerprint(front)
    const others = [
      sharp(front).jpeg({ quality: 40 }),
      sharp(front).resize(500).webp(),
      sharp(front).modulate({ brightness: 0.8 }).png(),
    ]
    for (const other of others) {
      const print = await examineFingerprint(await other.toBuffer())
      expect(distanceOf(original, print)).toBeLessThanOrEqual(SAME_PICTURE_BITS)
    }
  })

  it("differs from that of another person's card of the same issuer", async () => {
    const [one, other] = await Promise.all([
      examineFingerprint(front),
      examineFingerprint(cardOf('wrong-check-digit')),
    ])
    expect(distanceOf(one, other)).toBeGreaterThan(SAME_PICTURE_BITS)
  })
})
