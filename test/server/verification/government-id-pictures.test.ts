import { pino } from 'pino'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evidenceOf } from '../../../demo/people/evidence.ts'
import { examinedBefore } from '../../../demo/people/examined.ts'
import { people } from '../../../demo/people/people.ts'
import type { PersonKey } from '../../../demo/people/person.ts'
import { bankStandard } from '../../../demo/sandbox/templates.ts'
import type { TemplateVerification } from '../../../server/connect/template.ts'
import type { DocumentAttributes } from '../../../server/store/documents.ts'
import { createExaminePool } from '../../../server/verification/examine/pool.ts'
import { governmentId } from '../../../server/verification/government-id.ts'
import { verdict } from '../../../server/verification/verdict.ts'
import { type Evidence, type EvidenceFile, isNotExpected } from '../../../server/verification/verifier.ts'
import { holderOf } from '../../specimens/holder.ts'
import { aamvaBarcode, aamvaText } from '../../specimens/licence.ts'
import { randomOf } from '../../specimens/random.ts'
import { examinesNothing, inputWith } from './input.ts'

const pool = createExaminePool(pino({ level: 'silent' }))
afterAll(() => pool.close())

const examine = examinedBefore(pool.examine)

const personOf = (key: PersonKey) => {
  const person = people.find(one => one.key === key)
  if (!person) throw new Error(`there is no ${key}`)
  return person
}

const idOf = (key: PersonKey): Evidence => {
  const document = evidenceOf(personOf(key)).find(one => one.kind === 'government-id')
  if (!document) throw new Error(`${key} has no government ID`)
  return document
}

const fieldsOf = (key: PersonKey) => new Map(Object.entries(personOf(key).fields))

interface Circumstances {
  document?: Evidence
  fields?: ReadonlyMap<string, string>
  wanted?: Partial<TemplateVerification>
}

const look = ({ document = idOf('complete'), fields = fieldsOf('complete'), wanted = {} }: Circumstances) =>
  governmentId.run(inputWith({ documents: [document], fields, wanted, examine }))

/** What failed or could not be looked at, with why. */
const complaints = async (circumstances: Circumstances) =>
  (await look(circumstances))
    .filter(finding => finding.status !== 'passed' && !isNotExpected(finding))
    .filter(({ reasons }) => !reasons.some(reason => reason === 'no_limit' || reason === 'no_minimum_age'))
    .map(({ name, reasons }) => `${name}: ${reasons.join(', ')}`)

const altered = (document: Evidence, changed: Partial<Evidence>): Evidence => ({ ...document, ...changed })

const file = (page: string, bytes: Uint8Array): EvidenceFile => ({
  page,
  contentType: 'image/jpeg',
  read: async () => bytes,
})

/** The pictures of a document after a change of each. */
const changed = async (document: Evidence, change: (image: Sharp) => Sharp): Promise<Evidence> => {
  const files = document.files.map(async ({ page, read }) =>
    file(
      page,
      await change(sharp(await read()))
        .jpeg()
        .toBuffer(),
    ),
  )
  return { ...document, files: await Promise.all(files) }
}

/** As a person gives it in the widget: pictures, and the class they have chosen. */
const uploaded = (document: Evidence): Evidence =>
  altered(document, { attributes: { 'id-class': document.attributes['id-class'] ?? '' } })

const statusAtTheBank = async (key: PersonKey, document: Evidence) => {
  const [wanted] = bankStandard.verifications
  if (!wanted) throw new Error('the template verifies nothing')
  const findings = await look({ document, fields: fieldsOf(key), wanted })
  return verdict(governmentId, wanted, findings).status
}

const STORIES: Readonly<Record<PersonKey, 'passed' | 'failed'>> = {
  complete: 'passed',
  'no-proof-of-address': 'passed',
  'expired-document': 'failed',
  'wrong-check-digit': 'failed',
  'name-mismatch': 'failed',
  'non-latin-name': 'passed',
  minor: 'failed',
  'passport-holder': 'passed',
}
const stories = people.map(({ key }) => [key, STORIES[key]] as const)

describe('the specimen people with their pictures', () => {
  it.each(stories)('%s at the bank: %s', async (key, status) => {
    expect(await statusAtTheBank(key, idOf(key))).toBe(status)
  })

  // Guarantee: what a person photographs themselves is read; nobody has to have read it before.
  it.each(stories)('%s at the bank, by pictures alone: %s', async (key, status) => {
    expect(await statusAtTheBank(key, uploaded(idOf(key)))).toBe(status)
  })
})

describe('pictures', () => {
  it('must say what came with them as read', async () => {
    const document = altered(idOf('complete'), { files: idOf('non-latin-name').files })
    expect(await complaints({ document })).toEqual([
      expect.stringMatching(/^id_mrz_inconsistency_detection: .*document_number_differs.*name_last_differs/),
      expect.stringMatching(/^id_extraction_inconsistency_detection: .*name_last_differs/),
    ])
  })

  it('are not outweighed by the lines of a zone that came with them', async () => {
    const document = altered(idOf('complete'), { files: [file('back', await blank())] })
    expect(await complaints({ document })).toEqual(
      expect.arrayContaining([
        'id_mrz_detection: mrz_not_found',
        'id_mrz_inconsistency_detection: mrz_not_found',
      ]),
    )
  })

  it('must be of two sides', async () => {
    const { files } = idOf('complete')
    const back = (await files.at(-1)?.read()) ?? new Uint8Array()
    const twice = altered(idOf('complete'), {
      files: [file('front', await sharp(back).resize(900).jpeg().toBuffer()), file('back', back)],
    })
    expect(await complaints({ document: twice })).toContain('id_double_side_detection: side_submitted_twice')
  })

  it('must be sharp', async () => {
    const document = await changed(idOf('complete'), image => image.blur(4))
    expect(await complaints({ document })).toContain('id_blur_detection: too_blurry')
  })

  it('must not be burnt out', async () => {
    const input = { create: { width: 200, height: 150, channels: 3, background: '#fff' } } as const
    const document = await changed(idOf('complete'), image =>
      image.composite([{ input, left: 400, top: 100 }]),
    )
    expect(await complaints({ document })).toEqual(['id_glare_detection: too_much_glare'])
  })

  it.each([
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2), 'damaged'],
    [
      'of no type that is taken',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'type_not_detected',
    ],
    ['empty', () => Buffer.alloc(0), 'type_not_detected'],
  ])('must be whole: %s', async (_what, breaking, reason) => {
    const [front, back] = idOf('complete').files
    if (!front || !back) throw new Error('a card has two sides')
    const document = altered(idOf('complete'), { files: [file('front', breaking(await front.read())), back] })
    expect(await complaints({ document })).toEqual([
      `id_unprocessable_submission_detection: ${reason}`,
      'id_portrait_detection: portrait_not_found',
    ])
  })

  it('must show a portrait', async () => {
    const [, back] = idOf('complete').files
    if (!back) throw new Error('a card has two sides')
    const document = altered(idOf('complete'), { files: [file('front', await blank()), back] })
    expect(await complaints({ document })).toContain('id_portrait_detection: portrait_not_found')
  })

  it.each([90, 180, 270])('may lie at %i degrees, front and back apart', async degrees => {
    const [front, back] = idOf('complete').files
    if (!front || !back) throw new Error('a card has two sides')
    const lying = await sharp(await front.read())
      .rotate(degrees)
      .jpeg()
      .toBuffer()
    const document = altered(idOf('complete'), { files: [file('front', lying), back] })
    expect(await complaints({ document })).toEqual([])
  })

  it('must have a size that can be read', async () => {
    const document = await changed(idOf('complete'), image => image.resize(180))
    expect(await complaints({ document })).toContain('id_unprocessable_submission_detection: image_too_small')
  })

  // Guarantee: what nobody could look at is not passed.
  it('are not passed by a server that cannot look at them', async () => {
    const wanted: TemplateVerification = { kind: 'government-id', required: true, checks: [] }
    const input = {
      documents: [idOf('complete')],
      fields: fieldsOf('complete'),
      wanted,
      examine: examinesNothing,
    }
    const findings = await governmentId.run(inputWith(input))
    const { status, checks } = verdict(governmentId, wanted, findings)
    expect(status).toBe('failed')
    expect(checks.find(({ name }) => name === 'id_mrz_detection')).toMatchObject({
      status: 'not_applicable',
      reasons: ['not_available'],
      requirement: 'required',
    })
    expect(checks.find(({ name }) => name === 'id_portrait_detection')?.status).not.toBe('passed')
  })

  it('leave what came as read where there are none, and that is said', async () => {
    const findings = await look({ document: altered(idOf('complete'), { files: [] }) })
    expect(findings.find(({ name }) => name === 'id_mrz_detection')).toMatchObject({
      status: 'passed',
      metadata: { source: 'shared' },
    })
  })
})

describe('a driver licence', () => {
  const holder = holderOf(randomOf(7), 'USA')
  const fields = new Map([
    ['name-first', holder.nameFirst],
    ['name-last', holder.nameLast],
    ['birthdate', holder.birthdate],
  ])
  let back: Uint8Array
  let front: Uint8Array

  beforeAll(async () => {
    front = (await idOf('complete').files[0]?.read()) ?? new Uint8Array()
    const [, code = ''] = (
      await aamvaBarcode(aamvaText(holder, { subdivision: 'XA', ink: 'FRA', mirrored: false }))
    ).split(',')
    const symbol = await sharp(Buffer.from(code, 'base64')).flatten({ background: '#f4f4f0' }).toBuffer()
    back = await sharp(symbol)
      .extend({ top: 200, bottom: 200, left: 90, right: 90, background: '#f4f4f0' })
      .jpeg()
      .toBuffer()
  })

  const licence = (attributes: DocumentAttributes = {}): Evidence => ({
    id: 'doc_1',
    kind: 'government-id',
    attributes: { 'id-class': 'dl', ...attributes },
    files: [file('front', front), file('back', back)],
  })

  it('is read from its barcode, and has no zone to miss', async () => {
    expect(await complaints({ document: licence(), fields })).toEqual([])
    const wanted: TemplateVerification = { kind: 'government-id', required: true, checks: [] }
    expect(verdict(governmentId, wanted, await look({ document: licence(), fields })).status).toBe('passed')
  })

  it('fails where the template wants a zone of every document', async () => {
    const wanted: TemplateVerification = {
      kind: 'government-id',
      required: true,
      checks: [{ name: 'id_mrz_detection', required: true }],
    }
    expect(verdict(governmentId, wanted, await look({ document: licence(), fields })).status).toBe('failed')
  })

  it('must say in its barcode what is printed on it', async () => {
    const document = licence({
      birthdate: '1999-01-01',
      'name-first': holder.nameFirst,
      'name-last': holder.nameLast,
    })
    expect(await complaints({ document, fields })).toEqual(
      expect.arrayContaining(['id_barcode_inconsistency_detection: birthdate_differs']),
    )
  })

  it('must have a barcode', async () => {
    const document = altered(licence(), { files: [file('front', front), file('back', await blank())] })
    expect(await complaints({ document, fields })).toContain('id_barcode_detection: barcode_not_decoded')
  })
})

describe('the template', () => {
  it.each([
    [{ 'id-classes': ['pp' as const] }, ['id_disallowed_type_detection: disallowed_type']],
    [{ 'id-classes': ['id' as const, 'pp' as const] }, []],
    [{ 'allowed-countries': ['DE', 'FR'] }, ['id_disallowed_country_detection: disallowed_country']],
    [{ 'disallowed-countries': ['SE'] }, ['id_disallowed_country_detection: disallowed_country']],
    [{ 'allowed-countries': ['SE'] }, []],
  ])('says what documents it takes: %j', async (wanted, expected) => {
    expect(await complaints({ wanted })).toEqual(expected)
  })

  // The class that a person has chosen is not believed against what their document says.
  it('is not satisfied by a class that the zone denies', async () => {
    const document = altered(idOf('complete'), { attributes: { 'id-class': 'pp' } })
    expect(await complaints({ document, wanted: { 'id-classes': ['pp'] } })).toEqual([
      'id_disallowed_type_detection: disallowed_type',
    ])
  })
})

const blank = () =>
  sharp({ create: { width: 900, height: 600, channels: 3, background: '#eee' } })
    .jpeg()
    .toBuffer()
