import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument, PDFName } from 'pdf-lib'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { examinedBefore } from '../../../demo/people/examined.ts'
import { people } from '../../../demo/people/people.ts'
import { document } from '../../../server/verification/document.ts'
import { createExaminePool } from '../../../server/verification/examine/pool.ts'
import { verdict } from '../../../server/verification/verdict.ts'
import type { Evidence } from '../../../server/verification/verifier.ts'
import { examinesNothing, inputWith } from './input.ts'

const PEOPLE = join(import.meta.dirname, '../../../demo/people')
const billOf = (person: string) => readFileSync(join(PEOPLE, person, 'proof-of-address.pdf'))
const pdf = billOf('complete')
const selfie = readFileSync(join(PEOPLE, 'complete/selfie.jpg'))

const pool = createExaminePool(pino({ level: 'silent' }))
const examine = examinedBefore(pool.examine)
afterAll(() => pool.close())

type File = readonly [contentType: string, bytes: Uint8Array]

const proof = (...files: File[]): Evidence => ({
  id: 'doc_1',
  kind: 'proof-of-address',
  attributes: {},
  files: files.map(([contentType, bytes]) => ({ page: 'document', contentType, read: async () => bytes })),
})

const complete: Readonly<Record<string, string>> = {
  'name-first': 'Elsa',
  'name-last': 'Norrvinge',
  'address-street-1': 'Exempelgatan 12',
  'address-city': 'Exempelstad',
  'address-postal-code': '000 12',
  'address-country-code': 'SE',
}

interface Given {
  fields?: Readonly<Record<string, string>>
  today?: string
  days?: number
}

/** The findings about documents, by the check's name without `document_` and `_detection`. */
async function findings(
  documents: Evidence[],
  { fields = complete, today = '2026-11-01', days = 90 }: Given = {},
) {
  const wanted = { kind: 'document' as const, 'issued-within-days': days }
  const input = inputWith({ documents, wanted, today, examine, fields: new Map(Object.entries(fields)) })
  const found = await document.run(input)
  const short = (name: string) => name.replace(/^document_|_detection$/g, '')
  return Object.fromEntries(found.map(one => [short(one.name), [one.status, ...one.reasons].join(' ')]))
}

const ofPdf = (bytes: Uint8Array = pdf) => proof(['application/pdf', bytes])

/** The bill with something done to it by an editing library, saved as that library saves. */
async function edited(change: (bill: PDFDocument) => void): Promise<Uint8Array> {
  const bill = await PDFDocument.load(pdf, { updateMetadata: false })
  change(bill)
  return bill.save({ useObjectStreams: true })
}

describe('a proof of address', () => {
  it.each(people.filter(person => person.documents.some(({ kind }) => kind === 'proof-of-address')))(
    'of a specimen person passes: $key',
    async ({ key, fields }) => {
      const input = inputWith({
        documents: [ofPdf(billOf(key))],
        wanted: { kind: 'document', 'issued-within-days': 90 },
        examine,
        fields: new Map(Object.entries(fields)),
      })
      const result = verdict(document, input.wanted, await document.run(input))
      const failing = result.checks.filter(one => one.status === 'failed')
      expect([failing, result.status]).toEqual([[], 'passed'])
    },
  )

  it('that is good fails none of its checks', async () => {
    expect(await findings([ofPdf()])).toEqual({
      type: 'passed',
      unprocessable_submission: 'passed',
      extracted_properties: 'passed',
      recency: 'passed',
      expired: 'not_applicable no_expiration_date',
      pdf_modification: 'passed',
      pdf_editor: 'passed',
      pdf_inconsistent_timestamp: 'passed',
      pdf_annotation: 'passed',
      image_suspicious_metadata: 'not_applicable no_image',
    })
  })

  // The declared type proves nothing: the bytes must be of it, and are not opened otherwise.
  it.each([
    ['a PDF that is called an image', 'image/jpeg', pdf],
    ['an image that is called a PDF', 'application/pdf', selfie],
    ['a JPEG that is called a PNG', 'image/png', selfie],
    ['an empty file', 'application/pdf', Buffer.alloc(0)],
    ['a file that ends within the signature', 'application/pdf', pdf.subarray(0, 4)],
    ['a signature that does not come first', 'application/pdf', Buffer.concat([Buffer.from('\n'), pdf])],
    ['a web page', 'text/html', Buffer.from('<html>')],
    ['a PDF of a type that is not accepted', 'application/octet-stream', pdf],
    ['a type in capitals', 'APPLICATION/PDF', pdf],
    ['no type', '', pdf],
    ['a type called __proto__', '__proto__', pdf],
  ])('fails as %s, and nothing else is said of it', async (_what, contentType, bytes) => {
    const found = await findings([proof([contentType, bytes])])
    expect(found.type).toBe('failed type_not_detected')
    expect(found.unprocessable_submission).toBe('failed type_not_detected')
    expect(found.extracted_properties).toBe('not_applicable unprocessable_submission')
  })

  it('fails with one bad file among good ones', async () => {
    const failed = { type: 'failed type_not_detected' }
    const bad: File = ['image/jpeg', pdf]
    expect(await findings([proof(['application/pdf', pdf], bad)])).toMatchObject(failed)
    expect(await findings([ofPdf(), proof(bad)])).toMatchObject(failed)
  })

  it('fails without a file', async () => {
    expect(await findings([proof()])).toEqual({ type: 'failed no_file' })
  })

  it('does not pass where this server cannot open files', async () => {
    const input = inputWith({
      documents: [ofPdf()],
      wanted: { kind: 'document' },
      examine: examinesNothing,
      fields: new Map(Object.entries(complete)),
    })
    const { status, checks } = verdict(document, input.wanted, await document.run(input))
    expect(status).toBe('failed')
    expect(checks).toContainEqual({
      name: 'document_extracted_properties_detection',
      status: 'not_applicable',
      reasons: ['not_available'],
      metadata: {},
      requirement: 'required',
    })
  })
})

describe('what a proof of address says', () => {
  it.each([
    ['another person', { 'name-first': 'Aino', 'name-last': 'Tähtivaara' }, 'name_not_found'],
    ['another member of the family', { 'name-first': 'Erik' }, 'name_not_found'],
    ['another house', { 'address-street-1': 'Exempelgatan 14' }, 'address_not_found'],
    ['another entrance', { 'address-street-1': 'Exempelgatan 12 B' }, 'address_not_found'],
    ['another street', { 'address-street-1': 'Modellvägen 12' }, 'address_not_found'],
    ['another postal code', { 'address-postal-code': '000 13' }, 'address_not_found'],
  ])("is not %s's", async (_who, differing, reason) => {
    const found = await findings([ofPdf()], { fields: { ...complete, ...differing } })
    expect(found.extracted_properties).toBe(`failed ${reason}`)
  })

  it.each([
    ['the names exchanged', { 'name-first': 'Norrvinge', 'name-last': 'Elsa' }],
    ['capitals', { 'name-last': 'NORRVINGE', 'address-street-1': 'EXEMPELGATAN 12' }],
    ['a second given name', { 'name-first': 'Elsa Maria' }],
    ['the number first', { 'address-street-1': '12 Exempelgatan' }],
    ['a postal code without its space', { 'address-postal-code': '00012' }],
  ])('is found with %s', async (_how, differing) => {
    const found = await findings([ofPdf()], { fields: { ...complete, ...differing } })
    expect(found.extracted_properties).toBe('passed')
  })

  it('is not compared where the person has given no name or no address', async () => {
    const { 'name-first': first = '', 'name-last': last = '', ...address } = complete
    expect((await findings([ofPdf()], { fields: address })).extracted_properties).toBe(
      'not_applicable no_name',
    )
    const found = await findings([ofPdf()], { fields: { 'name-first': first, 'name-last': last } })
    expect(found.extracted_properties).toBe('not_applicable no_address')
  })

  it.each([
    ['on its day', '2026-10-05', 'passed'],
    ['on the last day of the limit', '2027-01-03', 'passed'],
    ['a day after the limit', '2027-01-04', 'failed too_old'],
    ['a day before its own, as it may be elsewhere', '2026-10-04', 'passed'],
    ['two days before its own', '2026-10-03', 'failed date_in_future'],
  ])('is recent %s: %s, %s', async (_when, today, expected) => {
    expect((await findings([ofPdf()], { today })).recency).toBe(expected)
  })

  it('may be of any day where the template has no limit', async () => {
    const input = inputWith({
      documents: [ofPdf()],
      wanted: { kind: 'document' },
      examine,
      today: '2036-01-01',
    })
    const recency = (await document.run(input)).find(one => one.name === 'document_recency_detection')
    expect(recency).toMatchObject({ status: 'not_applicable', reasons: ['no_limit'] })
    expect(document.checks(input.wanted).document_recency_detection).toBe(false)
  })
})

describe('a changed proof of address', () => {
  it('shows that something was added to it', async () => {
    const update = `\n9 0 obj\n<<>>\nendobj\ntrailer\n<</Prev 0>>\nstartxref\n0\n%%EOF\n`
    const found = await findings([ofPdf(Buffer.concat([pdf, Buffer.from(update)]))])
    expect(found.pdf_modification).toBe('failed changed_after_creation')
  })

  it('shows the editor that it names, and a change after it was made', async () => {
    const bytes = await edited(bill => {
      bill.setProducer('Sejda 3.2')
      bill.setModificationDate(new Date('2026-10-20T10:00:00Z'))
    })
    const found = await findings([ofPdf(bytes)])
    expect(found.pdf_editor).toBe('failed editor_named')
    expect(found.pdf_inconsistent_timestamp).toBe('failed modified_after_creation')
    expect(found.extracted_properties).toBe('passed')
  })

  it('shows what was put on its pages', async () => {
    const bytes = await edited(bill => {
      const note = bill.context.obj({ Type: 'Annot', Subtype: 'FreeText', Rect: [10, 10, 90, 30] })
      bill.getPage(0).node.set(PDFName.of('Annots'), bill.context.obj([bill.context.register(note)]))
    })
    expect((await findings([ofPdf(bytes)])).pdf_annotation).toBe('failed annotated')
  })

  it('is shown without being failed for it, unless the template says so', async () => {
    const bytes = await edited(bill => bill.setProducer('Sejda 3.2'))
    const input = inputWith({
      documents: [ofPdf(bytes)],
      wanted: { kind: 'document' },
      examine,
      fields: new Map(Object.entries(complete)),
    })
    const found = await document.run(input)
    expect(verdict(document, input.wanted, found).status).toBe('passed')
    const strict = { ...input.wanted, checks: [{ name: 'document_pdf_editor_detection', required: true }] }
    expect(verdict(document, strict, found).status).toBe('failed')
  })
})

describe('a photographed proof of address', () => {
  it('names the program that edited the picture', async () => {
    const picture = await sharp(selfie)
      .withExif({ IFD0: { Software: 'Adobe Photoshop 27.1 (Windows)' } })
      .jpeg()
      .toBuffer()
    const found = await findings([proof(['image/jpeg', picture])])
    expect(found.image_suspicious_metadata).toBe('failed editor_named')
    expect(found.extracted_properties).toMatch(/^failed /)
  })

  it('is not compared in letters that are not read from pictures', async () => {
    const fields = { ...complete, 'name-first': 'Божидар' }
    const found = await findings([proof(['image/jpeg', selfie])], { fields })
    expect(found.extracted_properties).toBe('not_applicable script_not_supported')
  })
})
