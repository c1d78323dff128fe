import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bankStandard } from '../../../demo/sandbox/templates.ts'
import type { InputResource } from '../../../server/api/wire.ts'
import { FILE_BYTES_MAX } from '../../../server/connect/document-pages.ts'
import { examineRendition } from '../../../server/verification/examine/rendition.ts'
import { type Awaiting, askedIn, awaitInput, FILES, giveFields, giveForm, inquiryOf } from '../awaiting.ts'
import { type Answer, followToEnd, type OpenSession, startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** A bank that asks for a document of identity and a bill, and may have a selfie; the source shares neither. */
const document = {
  ...bankStandard,
  documents: [
    { kind: 'government-id', required: true },
    { kind: 'selfie', required: false },
    { kind: 'bank-statement', required: true, label: 'Bank statement' },
  ],
  verifications: [],
}
const noPapers = () =>
  awaitInput(server, { document, person: 'complete', dataTypes: ['name', 'birthdate', 'address'] })

const FRONT = 'documents[government-id][front]'
const BACK = 'documents[government-id][back]'
const CLASS = 'documents[government-id][id-class]'
const STATEMENT = 'documents[bank-statement][document]'
const SELFIE = 'documents[selfie][center]'

const inputIn = ({ json }: Answer, name: string) =>
  json.data.find(({ attributes }: InputResource) => attributes.name === name).attributes

const filesOf = (session: OpenSession, kind: string) =>
  server.connect.api.store.db
    .selectFrom('file')
    .innerJoin('document', 'document.id', 'file.document_id')
    .select(['file.page', 'file.content_type', 'file.byte_size', 'file.blob_id', 'document.status'])
    .where('document.inquiry_id', '=', session.inquiryId)
    .where('document.kind', '=', kind)
    .orderBy('file.page')
    .execute()

const blobCount = async () =>
  (await server.connect.api.store.db.selectFrom('blob').select('id').execute()).length

describe('a document that a person gives', () => {
  // Guarantee: the destination gets what the person gave, as a document like any other; its pictures drawn anew.
  it('is the destination’s once the redemption is finished', async () => {
    const session = await noPapers()
    await giveForm(server, session, { [FRONT]: FILES.front, [BACK]: FILES.back, [CLASS]: 'id' })
    const last = await giveForm(server, session, { [STATEMENT]: FILES.bill })
    expect(last.json.meta).toEqual({ complete: true })
    await followToEnd(server, session, session.seen)
    const { relationships } = await inquiryOf(server, session)
    const [card, statement] = relationships.documents.data
    const { attributes } = (await server.asDestination('GET', `/documents/${card.id}`)).json.data
    expect(attributes).toMatchObject({ status: 'processed', 'id-class': 'id', 'name-first': null })
    for (const [photo, bytes] of [
      [attributes['front-photo'], FILES.front],
      [attributes['back-photo'], FILES.back],
    ]) {
      const fetched = await fetch(photo.url)
      expect(fetched.headers.get('content-type')).toBe('image/jpeg')
      const drawn = Buffer.from(await examineRendition(bytes))
      expect(drawn.equals(await fetched.bytes())).toBe(true)
    }
    const other = (await server.asDestination('GET', `/documents/${statement.id}`)).json.data
    expect(other).toMatchObject({ type: 'document/generic', attributes: { kind: 'bank-statement' } })
    expect(other.attributes.files[0].filename).toBe('document.pdf')
  })

  // Guarantee: a card of which one side came is no evidence, and the redemption waits for the other side.
  it('is not whole until all of its pages are there, whichever request brings them', async () => {
    const session = await noPapers()
    await giveForm(server, session, { [STATEMENT]: FILES.bill })
    const half = await giveForm(server, session, { [FRONT]: FILES.front })
    expect(half.json.meta).toEqual({ complete: false })
    expect(inputIn(half, 'government-id')).toMatchObject({
      given: false,
      pages: [
        { name: 'front', given: true },
        { name: 'back', given: false },
      ],
    })
    expect((await inquiryOf(server, session)).relationships.documents.data).toHaveLength(1)
    expect((await giveForm(server, session, { [BACK]: FILES.back })).json.meta).toEqual({ complete: true })
  })

  it('is whole with its one page where it is a passport', async () => {
    const session = await noPapers()
    await giveForm(server, session, { [STATEMENT]: FILES.bill })
    const answer = await giveForm(server, session, { [FRONT]: FILES.passport, [CLASS]: 'pp' })
    expect(answer.json.meta).toEqual({ complete: true })
  })

  // Somebody who photographs a card, and then takes the passport after all, leaves nothing of the card.
  it('loses the pages that its class does not have', async () => {
    const session = await noPapers()
    await giveForm(server, session, { [FRONT]: FILES.front, [BACK]: FILES.back })
    const answer = await giveForm(server, session, { [FRONT]: FILES.passport, [CLASS]: 'pp' })
    expect(inputIn(answer, 'government-id')).toMatchObject({
      given: true,
      pages: [{ name: 'front', given: true }],
    })
    expect(await filesOf(session, 'government-id')).toMatchObject([
      { page: 'front', byte_size: FILES.passport.length, status: 'processed' },
    ])
  })

  // Guarantee: a file that was replaced is gone, with its bytes.
  it('has the last file of each page, and nothing of the one before', async () => {
    const session = await noPapers()
    await giveForm(server, session, { [SELFIE]: FILES.selfie })
    const [first] = await filesOf(session, 'selfie')
    const before = await blobCount()
    await giveForm(server, session, { [SELFIE]: FILES.otherSelfie })
    const files = await filesOf(session, 'selfie')
    expect(files).toMatchObject([{ page: 'center', byte_size: FILES.otherSelfie.length }])
    expect(files[0]?.blob_id).not.toBe(first?.blob_id)
    expect(await blobCount()).toBe(before)
  })

  // Guarantee: what was begun and never needed is not kept where nobody would ever see it.
  it('is discarded where it was optional and is still not whole in the end', async () => {
    const session = await awaitInput(server, {
      document: { ...document, documents: [{ kind: 'government-id', required: false }] },
      person: 'complete',
      dataTypes: ['name', 'birthdate'],
    })
    await giveForm(server, session, { [FRONT]: FILES.front })
    const before = await blobCount()
    await giveFields(server, session, {
      'address-street-1': 'Teststraße 1',
      'address-city': 'Anytown',
      'address-postal-code': '1000',
      'address-country-code': 'AT',
    })
    await followToEnd(server, session, session.seen)
    expect(await filesOf(session, 'government-id')).toEqual([])
    expect(await blobCount()).toBe(before - 1)
    expect((await inquiryOf(server, session)).relationships.documents.data).toEqual([])
  })
})

const PNG = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.alloc(20_000, 7),
])

describe('the type of a file', () => {
  const refused: [string, Uint8Array<ArrayBuffer>][] = [
    ['nothing at all', Buffer.alloc(0)],
    ['a page of HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a drawing that can run scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a GIF', Buffer.from('GIF89a....')],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
    ['a JPEG that begins a byte late', Buffer.concat([Buffer.from([0]), FILES.front])],
  ]
  // Guarantee: what a file is, is told by its first bytes and by nothing that the sender says of it.
  it.each(refused)('is not taken from its name: %s', async (_what, bytes) => {
    const session = await shared()
    const form = new FormData()
    form.append(STATEMENT, new File([bytes], 'statement.pdf', { type: 'application/pdf' }))
    const answer = await server.call(session.secret, 'POST', '/connect/session/inputs', { body: form })
    expect([answer.status, answer.json.errors[0].details]).toEqual([
      422,
      'documents[bank-statement][document] must be a JPEG or PNG picture or a PDF',
    ])
  })

  it('is its own, whatever it is called', async () => {
    const session = await noPapers()
    const form = new FormData()
    form.append(SELFIE, new File([PNG], '../../etc/passwd.exe', { type: 'text/html' }))
    const answer = await server.call(session.secret, 'POST', '/connect/session/inputs', { body: form })
    expect(answer.status).toBe(200)
    expect(await filesOf(session, 'selfie')).toMatchObject([{ content_type: 'image/png', page: 'center' }])
  })

  it('is a picture where a picture is asked for', async () => {
    const answer = await giveForm(server, await shared(), { [SELFIE]: FILES.bill })
    expect(answer.json.errors[0].details).toBe('documents[selfie][center] must be a JPEG or PNG picture')
  })
})

/** For requests that change nothing. */
let one: Awaiting | null = null
async function shared(): Promise<Awaiting> {
  one ??= await noPapers()
  return one
}

const pdfOf = (size: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9, 32)])

describe('the size of a file', () => {
  it('can be what the input says, to the byte', async () => {
    const session = await noPapers()
    const { 'bytes-max': most } = inputIn(await askedIn(server, session), 'bank-statement')
    expect(most).toBe(FILE_BYTES_MAX)
    expect((await giveForm(server, session, { [STATEMENT]: pdfOf(most) })).status).toBe(200)
    const answer = await giveForm(server, session, { [STATEMENT]: pdfOf(most + 1) })
    expect([answer.status, answer.json.errors[0].details]).toEqual([
      422,
      `documents[bank-statement][document] must have at most ${FILE_BYTES_MAX} bytes`,
    ])
  })

  it('cannot make a body larger than is read', async () => {
    const session = await shared()
    const answer = await giveForm(server, session, { [STATEMENT]: pdfOf(FILE_BYTES_MAX + 1_500_000) })
    expect([answer.status, answer.json.errors[0].title]).toEqual([413, 'Payload too large'])
    expect(await filesOf(session, 'bank-statement')).toEqual([])
  })
})
