import { concatTransformationMatrix, degrees, drawObject, PDFDocument } from 'pdf-lib'
import { pino } from 'pino'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complete } from '../../../demo/people/complete/person.ts'
import { electricityBill } from '../../../demo/specimens/proof-of-address.ts'
import { startRenderer } from '../../../demo/specimens/render.ts'
import { document } from '../../../server/verification/document.ts'
import { createExaminePool } from '../../../server/verification/examine/pool.ts'
import { chromiumArgs, chromiumPath } from '../../chromium.ts'
import { inputWith } from './input.ts'

const ISSUED = '2026-10-05'
const pool = createExaminePool(pino({ level: 'silent' }))
afterAll(() => pool.close())

/** The bill as a scanner sees it: about 200 dots per inch. */
let page: Buffer
beforeAll(async () => {
  const renderer = await startRenderer(await chromiumPath(), chromiumArgs)
  const html = electricityBill(complete.fields, ISSUED).replace('<style>', '<style>html{zoom:2}')
  page = await renderer.jpeg({ html, width: 1588, height: 2246 })
  await renderer.close()
}, 60_000)

/** A PDF each page of which is a picture, to be shown turned. */
async function scanned(pictures: readonly Buffer[], turned = 0): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  for (const picture of pictures) {
    const isPng = picture[0] === 0x89
    const image = await (isPng ? pdf.embedPng(picture) : pdf.embedJpg(picture))
    const one = pdf.addPage([image.width, image.height])
    one.drawImage(image, { x: 0, y: 0, width: image.width, height: image.height })
    one.setRotation(degrees(turned))
  }
  return pdf.save()
}

/** A PDF with a page of a picture that is packed so, perhaps after others. */
async function unopened(filter: string, ...pictures: Buffer[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(await scanned(pictures))
  const [width, height] = [900, 1_200]
  const stream = pdf.context.stream(Buffer.alloc(2_000, 0x5a), {
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    ColorSpace: 'DeviceGray',
    BitsPerComponent: filter === 'JBIG2Decode' ? 1 : 8,
    Filter: filter,
  })
  const one = pdf.addPage([width, height])
  const name = one.node.newXObject('Scan', pdf.context.register(stream))
  one.pushOperators(concatTransformationMatrix(width, 0, 0, height, 0, 0), drawObject(name))
  return pdf.save()
}

async function checksOf(pdf: Uint8Array): Promise<Record<string, string>> {
  const files = [{ page: 'document', contentType: 'application/pdf', read: async () => pdf }]
  const input = inputWith({
    documents: [{ id: 'doc_1', kind: 'proof-of-address', attributes: {}, files }],
    wanted: { kind: 'document', 'issued-within-days': 90 },
    today: '2026-11-01',
    examine: pool.examine,
    fields: new Map(Object.entries(complete.fields)),
  })
  const found = await document.run(input)
  return Object.fromEntries(found.map(({ name, status, reasons }) => [name, [status, ...reasons].join(' ')]))
}

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer()

// Guarantee: what a scanner makes, a PDF of pictures, is read as a photograph is.
describe('a PDF that is a scan', () => {
  it.each<[string, (page: Sharp) => Sharp, number]>([
    ['in colour', image => image.jpeg(), 0],
    ['in grey', image => image.greyscale().jpeg(), 0],
    ['in black and white', image => image.greyscale().threshold(150).png(), 0],
    ['that lies on a side, as the PDF says', image => image.rotate(-90).jpeg(), 90],
  ])(
    'is read: %s',
    async (_what, pack, turned) => {
      const checks = await checksOf(await scanned([await pack(sharp(page)).toBuffer()], turned))
      expect(checks).toMatchObject({
        document_unprocessable_submission_detection: 'passed',
        document_extracted_properties_detection: 'passed',
        document_recency_detection: 'passed',
      })
    },
    60_000,
  )

  it('is read where the first pages are empty ones', async () => {
    const checks = await checksOf(await scanned([await blank(900, 1200), page]))
    expect(checks.document_extracted_properties_detection).toBe('passed')
  }, 60_000)

  it.each([
    ['of an empty page', 900, 1200],
    ['of something small', 200, 200],
  ])('has no text: %s', async (_what, width, height) => {
    const checks = await checksOf(await scanned([await blank(width, height)]))
    expect(checks.document_unprocessable_submission_detection).toBe('failed no_text')
  })

  // Guarantee: whoever looks at it knows what to ask the person for. Other pictures beside it are read as ever.
  describe.each(['JPXDecode', 'JBIG2Decode'])('that is packed by %s', filter => {
    it('is said to be one that is not opened, and nothing is said of what is in it', async () => {
      const checks = await checksOf(await unopened(filter))
      expect(checks).toMatchObject({
        document_type_detection: 'passed',
        document_unprocessable_submission_detection: 'failed scan_not_supported',
        document_extracted_properties_detection: 'not_applicable unprocessable_submission',
        document_recency_detection: 'not_applicable unprocessable_submission',
      })
    })

    it('is passed over where there is something else to read', async () => {
      const checks = await checksOf(await unopened(filter, page))
      expect(checks).toMatchObject({
        document_unprocessable_submission_detection: 'passed',
        document_extracted_properties_detection: 'passed',
      })
    }, 60_000)
  })

  // A forger's own text is not read in place of the picture, nor the picture beside the text.
  it('is not read where the page has text of its own', async () => {
    const pdf = await PDFDocument.load(await scanned([page]))
    pdf.getPage(0).drawText('Not a bill')
    expect((await checksOf(await pdf.save())).document_extracted_properties_detection).toBe(
      'failed name_not_found address_not_found',
    )
  })

  // A picture of more pixels than are taken is not unpacked.
  it('has no text where its picture is larger than is taken', async () => {
    const huge = sharp({
      create: { width: 10_000, height: 5_200, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
    const checks = await checksOf(await scanned([await huge.jpeg().toBuffer()]))
    expect(checks.document_unprocessable_submission_detection).toMatch(/^failed /)
  }, 60_000)
})
