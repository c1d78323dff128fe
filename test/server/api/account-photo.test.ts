import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { examineRendition } from '../../../server/verification/examine/rendition.ts'
import { type Answer, attributes, mint, startServer, type TestServer } from '../harness.ts'
import { create, shareAndRedeem } from './backend.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const specimen = (name: string): Buffer<ArrayBuffer> =>
  Buffer.from(readFileSync(new URL(`../../../demo/people/complete/${name}`, import.meta.url)))

const FACE = specimen('selfie.jpg')
const OTHER_FACE = specimen('identity-card-front.jpg')
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** A picture, by its signature, of this many bytes. */
const pictureOf = (length: number) => Buffer.concat([Buffer.from(PNG_SIGNATURE), Buffer.alloc(length - 8)])

/** Stands for bytes where they are compared: a difference is told in a line. */
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** What comes of a picture where it is fetched: it is drawn anew. */
const drawn = async (picture: Buffer) => digest(Buffer.from(await examineRendition(picture)))

const base64 = (bytes: Buffer) => bytes.toString('base64')
const photo = (bytes: Buffer) => ({ 'selfie-photo': { data: { data: base64(bytes), filename: 'Jane.jpg' } } })

function formOf(parts: Record<string, string | Buffer<ArrayBuffer>>): FormData {
  const form = new FormData()
  for (const [name, content] of Object.entries(parts)) {
    form.append(name, typeof content === 'string' ? content : new File([content], 'Jane Doe.jpg'))
  }
  return form
}

const PHOTO_PART = 'data[attributes][selfie-photo][data]'

const post = (body: unknown) => server.asSource('POST', '/accounts', body)
const patch = (id: string, body: unknown) => server.asSource('PATCH', `/accounts/${id}`, body)

const accountWith = (bytes: Buffer) => create(server, 'source', '/accounts', photo(bytes))

const photoOf = ({ json, status, text }: Answer) => {
  expect(status, text).toBeLessThan(300)
  return json.data.attributes.fields.selfie_photo.value
}

const read = async (id: string) => photoOf(await server.asSource('GET', `/accounts/${id}`))

const fetched = async (url: string) => {
  const answer = await fetch(url)
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    bytes: digest(Buffer.from(await answer.arrayBuffer())),
  }
}

/** How many files there are in the store; every one is somebody's. */
const countFiles = async () => {
  const { db } = server.connect.api.store
  const count = async (table: 'file' | 'blob') => (await db.selectFrom(table).select('id').execute()).length
  return { files: await count('file'), blobs: await count('blob') }
}

describe('the photo of an account', () => {
  // Guarantee: it is kept as it came, and linked to as published, under a name that tells nothing of the person.
  it.each<[string, () => Promise<Answer>]>([
    ['in base64', () => post(attributes({ 'name-first': 'Jane', ...photo(FACE) }))],
    ['as a file', () => post(formOf({ 'data[attributes][name-first]': 'Jane', [PHOTO_PART]: FACE }))],
  ])('is given %s', async (_how, send) => {
    const answer = await send()
    const linked = photoOf(answer)
    expect(answer.status).toBe(201)
    expect(linked).toEqual({
      filename: 'selfie-photo.jpg',
      url: expect.stringContaining(`${server.origin}/api/v1/files/file_`),
      'byte-size': FACE.length,
    })
    expect(answer.json.data.attributes.fields.name.value.first.value).toBe('Jane')
    expect(await fetched(linked.url)).toEqual({ status: 200, type: 'image/jpeg', bytes: await drawn(FACE) })
  })

  it('is linked to wherever the account is read', async () => {
    const { id } = await accountWith(FACE)
    const expected = expect.objectContaining({ 'byte-size': FACE.length })
    expect(await read(id)).toEqual(expected)
    const without = await create(server, 'source', '/accounts', {})
    expect(await read(without.id)).toBeNull()
    const list: { attributes: { fields: { selfie_photo: { value: unknown } } } }[] = (
      await server.asSource('GET', '/accounts?page[size]=2')
    ).json.data
    expect(list.map(one => one.attributes.fields.selfie_photo.value)).toEqual([null, expected])
    const template = await server.asSource('GET', '/inquiry-templates?page[size]=1')
    const values = { 'inquiry-template-id': template.json.data[0].id, 'account-id': id }
    const inquiry = await server.asSource('POST', '/inquiries?include=account', attributes(values))
    expect(inquiry.json.included[0].attributes.fields.selfie_photo.value).toEqual(expected)
  })

  // Guarantee: there is one, and the one before can be read by nobody any more.
  it.each<[string, (id: string) => Promise<Answer>]>([
    ['in base64', id => patch(id, attributes(photo(OTHER_FACE)))],
    ['as a file', id => patch(id, formOf({ [PHOTO_PART]: OTHER_FACE }))],
  ])('is replaced by another one %s', async (_how, send) => {
    const { id, attributes: made } = await accountWith(FACE)
    const before = await countFiles()
    const linked = photoOf(await send(id))
    expect((await fetched(linked.url)).bytes).toBe(await drawn(OTHER_FACE))
    expect((await fetched(made.fields.selfie_photo.value.url)).status).toBe(404)
    expect(await countFiles()).toEqual(before)
  })

  it.each([[{ 'name-first': 'Jane' }], [{ 'selfie-photo': {} }]])(
    'stays where a change says nothing of it: %j',
    async values => {
      const { id } = await accountWith(FACE)
      const linked = photoOf(await patch(id, attributes(values)))
      expect((await fetched(linked.url)).bytes).toBe(await drawn(FACE))
    },
  )

  it('is taken away by null, and can be given again', async () => {
    const before = await countFiles()
    const { id, attributes: made } = await accountWith(FACE)
    expect(photoOf(await patch(id, attributes({ 'selfie-photo': { data: null } })))).toBeNull()
    expect((await fetched(made.fields.selfie_photo.value.url)).status).toBe(404)
    expect(await countFiles()).toEqual(before)
    expect(photoOf(await patch(id, attributes(photo(FACE))))).not.toBeNull()
  })

  // Guarantee: a redacted account has no photo, under no link, and its bytes are in the store no more.
  it('is erased with the account', async () => {
    const before = await countFiles()
    const { id, attributes: made } = await accountWith(FACE)
    expect(photoOf(await server.asSource('DELETE', `/accounts/${id}`))).toBeNull()
    expect((await fetched(made.fields.selfie_photo.value.url)).status).toBe(404)
    expect(await countFiles()).toEqual(before)
  })

  it('is told as a change of fields', async () => {
    const { id } = await accountWith(FACE)
    await patch(id, attributes(photo(OTHER_FACE)))
    await patch(id, attributes({ 'selfie-photo': { data: null } }))
    const { json } = await server.asSource('GET', `/events?filter[object-id]=${id}`)
    const names = json.data.map((event: { attributes: { name: string } }) => event.attributes.name)
    expect(names).toEqual(['account.updated-fields', 'account.updated-fields', 'account.created'])
  })

  // Guarantee: a repetition is answered with what the first one did, and makes no second photo.
  it('is given once by a request that is repeated', async () => {
    const key = server.sandbox.source['api-key']
    const send = (bytes: Buffer<ArrayBuffer>) => {
      const headers = { 'idempotency-key': 'photo-of-jane' }
      return server.call(key, 'POST', '/accounts', { body: formOf({ [PHOTO_PART]: bytes }), headers })
    }
    const first = await send(FACE)
    const before = await countFiles()
    expect((await send(FACE)).json).toEqual(first.json)
    expect((await send(OTHER_FACE)).status).toBe(409)
    expect(await countFiles()).toEqual(before)
  })

  // Guarantee: it is its organization's alone: sharing an account shares fields, as published.
  it('is seen by nobody else and not shared', async () => {
    const { id } = await accountWith(FACE)
    expect((await server.asDestination('GET', `/accounts/${id}`)).status).toBe(404)
    expect((await server.asDestination('PATCH', `/accounts/${id}`, attributes(photo(FACE)))).status).toBe(404)
    const made = await create(server, 'destination', '/accounts', {})
    const before = await countFiles()
    expect((await shareAndRedeem(server, id, made.id)).attributes.status).toBe('redeemed')
    expect(photoOf(await server.asDestination('GET', `/accounts/${made.id}`))).toBeNull()
    expect(await countFiles()).toEqual(before)
  })

  it('may be as large as a file may be', async () => {
    const largest = pictureOf(10_000_000)
    const { id } = (await post(formOf({ [PHOTO_PART]: largest }))).json.data
    expect(await read(id)).toMatchObject({ filename: 'selfie-photo.png', 'byte-size': 10_000_000 })
    expect(photoOf(await patch(id, attributes(photo(largest))))).toMatchObject({ 'byte-size': 10_000_000 })
  })

  // Guarantee: what cannot be kept is refused in words, changes nothing, and is never given back.
  it.each<[string, () => unknown, number]>([
    ['a PDF', () => attributes(photo(specimen('proof-of-address.pdf'))), 422],
    ['a PDF as a file', () => formOf({ [PHOTO_PART]: specimen('proof-of-address.pdf') }), 422],
    ['nothing in base64', () => attributes(photo(Buffer.alloc(0))), 422],
    [
      'half a character in base64',
      () => attributes({ 'selfie-photo': { data: { data: `${base64(FACE.subarray(0, 9))}A` } } }),
      422,
    ],
    ['no base64', () => attributes({ 'selfie-photo': { data: { data: 'not%base64' } } }), 400],
    ['a text', () => attributes({ 'selfie-photo': 'not%base64' }), 400],
    ['a text in a form', () => formOf({ [PHOTO_PART]: 'not%base64' }), 400],
    ['a file where a text belongs', () => formOf({ 'data[attributes][name-first]': FACE }), 400],
    ['a part of no meaning', () => formOf({ 'data[attributes][not%base64]': 'x' }), 400],
    ['a byte too many as a file', () => formOf({ [PHOTO_PART]: pictureOf(10_000_001) }), 422],
    ['a byte too many in base64', () => attributes(photo(pictureOf(10_000_001))), 422],
    ['a body too large as a form', () => formOf({ [PHOTO_PART]: pictureOf(12_000_000) }), 413],
    ['a body too large in base64', () => attributes(photo(pictureOf(12_000_000))), 413],
    [
      'JSON that does not end',
      () => `${JSON.stringify(attributes(photo(pictureOf(300_000)))).slice(0, -1)}`,
      400,
    ],
  ])('is not %s', async (_what, body, status) => {
    const { id } = await accountWith(FACE)
    const before = await countFiles()
    for (const answer of [await post(body()), await patch(id, body())]) {
      expect(answer.status, answer.text).toBe(status)
      expect(answer.text).not.toMatch(/not%base64|iVBOR|JVBER/)
    }
    expect(await countFiles()).toEqual(before)
    expect((await fetched((await read(id)).url)).bytes).toBe(await drawn(FACE))
  })

  // Guarantee: a large body is read for nobody who has no key.
  it('is not read without a key', async () => {
    const body = formOf({ [PHOTO_PART]: FACE })
    expect((await server.call(null, 'POST', '/accounts', { body })).status).toBe(401)
    const large = attributes(photo(pictureOf(300_000)))
    expect((await server.call('wrong', 'POST', '/accounts', { body: large })).status).toBe(401)
  })

  it('is no form for an operation that takes no file', async () => {
    const { id } = await mint(server)
    const answer = await server.asSource('POST', `/connect/share-tokens/${id}/expire`, formOf({}))
    expect(answer.status).toBe(415)
  })
})
