import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import exifr from 'exifr'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { examineRendition } from '../../../../server/verification/examine/rendition.ts'
import { Unprocessable } from '../../../../server/verification/examine/unprocessable.ts'

const selfie = readFileSync(join(import.meta.dirname, '../../../../demo/people/complete/selfie.jpg'))
const HTML = '<html><script>alert(document.domain)</script></html>'
const ZIP = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.from('payload.html'), Buffer.from(HTML)])

/** A JPEG with a comment in its header. */
const commented = (text: string) => {
  const length = Buffer.from([0xff, 0xfe, 0, 0])
  length.writeUInt16BE(text.length + 2, 2)
  return Buffer.concat([selfie.subarray(0, 2), length, Buffer.from(text), selfie.subarray(2)])
}

// Guarantee: what is drawn anew is a picture and nothing else.
describe('a picture drawn anew', () => {
  it('has lost where and by what it was taken', async () => {
    const taken = await sharp(selfie)
      .withExif({ IFD0: { Software: 'Camera 1', Artist: 'Jane' }, IFD3: { GPSLatitude: '59/1 19/1 0/1' } })
      .jpeg()
      .toBuffer()
    expect(await exifr.parse(taken)).toMatchObject({ Artist: 'Jane' })
    expect(await exifr.parse(Buffer.from(await examineRendition(taken)))).toBeUndefined()
  })

  it('is upright without saying so', async () => {
    const turned = await sharp(selfie).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const [before, after] = [
      await sharp(selfie).metadata(),
      await sharp(await examineRendition(turned)).metadata(),
    ]
    expect([after.width, after.height, after.orientation]).toEqual([before.height, before.width, undefined])
  })

  it.each([
    ['a page behind it', Buffer.concat([selfie, Buffer.from(HTML)])],
    ['a page in its comment', commented(HTML)],
    ['an archive behind it', Buffer.concat([selfie, ZIP])],
  ])('has lost %s', async (_what, polyglot) => {
    const drawn = Buffer.from(await examineRendition(polyglot)).toString('latin1')
    for (const trace of ['<html', '<script', 'PK\x03\x04', 'payload']) expect(drawn).not.toContain(trace)
    expect((await sharp(Buffer.from(drawn, 'latin1')).metadata()).format).toBe('jpeg')
  })

  it.each([
    ['a page', Buffer.from(HTML)],
    ['a drawing that a browser runs', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
  ])('is not made of %s', async (_what, bytes) => {
    await expect(examineRendition(bytes)).rejects.toThrow(Unprocessable)
  })
})
