import bwipjs from 'bwip-js/node'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { examineBarcodes } from '../../../../server/verification/examine/barcode.ts'
import { holderOf } from '../../../specimens/holder.ts'
import { aamvaText } from '../../../specimens/licence.ts'
import { randomOf } from '../../../specimens/random.ts'

const holder = holderOf(randomOf(1), 'USA')
const text = aamvaText(holder, { subdivision: 'XA', ink: 'FRA', mirrored: false })

function code(bcid: 'pdf417' | 'qrcode', content: string) {
  // The package's types know no option that only one kind of code has.
  const options = { bcid, text: content, scale: 3, columns: 13, eclevel: 5, rowmult: 3 }
  return bwipjs.toBuffer(bcid === 'pdf417' ? options : { bcid, text: content, scale: 3 })
}

/** A code on a grey card. */
const card = async (symbol: Buffer, change = (image: Sharp) => image) => {
  const framed = await sharp(symbol)
    .flatten({ background: '#fff' })
    .extend({ top: 40, bottom: 40, left: 40, right: 40, background: '#fff' })
    .toBuffer()
  const onTable = await sharp(framed)
    .extend({ top: 200, bottom: 200, left: 90, right: 90, background: '#9a9a92' })
    .toBuffer()
  return change(sharp(onTable)).jpeg().toBuffer()
}

describe('the barcode of a licence', () => {
  it('says whose it is', async () => {
    const { barcodes, licence } = await examineBarcodes(await card(await code('pdf417', text)))
    expect(barcodes).toEqual([{ format: 'pdf417', text }])
    expect(licence).toEqual({
      nameFirst: holder.nameFirst,
      nameMiddle: null,
      nameLast: holder.nameLast,
      birthdate: holder.birthdate,
      issueDate: holder.issueDate,
      expirationDate: holder.expirationDate,
      documentNumber: holder.documentNumber,
      sex: holder.sex,
      country: 'USA',
      issuer: null,
      subdivision: 'XA',
    })
  })

  it.each([4, 90, 173, 270])('is read when the picture is turned by %i degrees', async angle => {
    const turned = await card(await code('pdf417', text), image =>
      image.rotate(angle, { background: '#9a9a92' }),
    )
    expect((await examineBarcodes(turned)).licence?.documentNumber).toBe(holder.documentNumber)
  })

  it('is not read where half of it is missing', async () => {
    const half = await card(await code('pdf417', text), image =>
      image.extract({ left: 0, top: 0, width: 600, height: 500 }),
    )
    expect(await examineBarcodes(half)).toEqual({ barcodes: [], licence: null })
  })
})

describe('another code', () => {
  it('is read, and is no licence', async () => {
    const { barcodes, licence } = await examineBarcodes(
      await card(await code('qrcode', 'https://example.com/1')),
    )
    expect(barcodes).toEqual([{ format: 'qr-code', text: 'https://example.com/1' }])
    expect(licence).toBeNull()
  })

  it('is not seen where there is none', async () => {
    const blank = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#eee' } })
      .png()
      .toBuffer()
    expect(await examineBarcodes(blank)).toEqual({ barcodes: [], licence: null })
  })
})
