import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { isPostgres } from '../database.ts'
import { attributes, mint, startServer, type TestServer } from '../harness.ts'
import { cloneOf, create, personOf } from './backend.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const createAccount = (values: Record<string, unknown> = {}) => create(server, 'source', '/accounts', values)

/** The source's account of a specimen person, which their inquiry belongs to. */
async function accountOf(person: Parameters<typeof personOf>[0]): Promise<string> {
  const { json } = await server.asSource('GET', `/accounts?filter[reference-id]=${person}`)
  return json.data[0].id
}

describe('a redacted account', () => {
  const secrets = { first: 'Wilhelmina-Secret', own: 'loyal-secret-4711' }
  const redacted = async () => {
    const values = { 'name-first': secrets.first, fields: { 'loyalty-number': secrets.own } }
    const { id } = await createAccount(values)
    expect((await server.asSource('DELETE', `/accounts/${id}`)).status).toBe(200)
    return id
  }

  // Guarantee: the account stays under its organization's name for it, and no value of it is readable any more.
  it('stays, without any value', async () => {
    const values = {
      'reference-id': 'gone',
      'name-first': secrets.first,
      fields: { 'loyalty-number': secrets.own },
    }
    const { id } = await createAccount(values)
    const answer = await server.asSource('DELETE', `/accounts/${id}`)
    const reads = [
      answer,
      await server.asSource('GET', `/accounts/${id}`),
      await server.asSource('GET', '/accounts'),
    ]
    for (const { text } of reads) expect(text).not.toMatch(/Wilhelmina-Secret|loyal-secret/)
    expect(answer.json.data.attributes).toMatchObject({
      'reference-id': 'gone',
      'redacted-at': expect.any(String),
    })
    expect(answer.json.data.attributes.fields).not.toHaveProperty('loyalty_number')
  })

  // Guarantee: a repeated request is never answered with what has been redacted meanwhile.
  it('is not told again by the answer that was kept for its making', async () => {
    const key = server.sandbox.source['api-key']
    const request = {
      body: attributes({ 'name-first': secrets.first }),
      headers: { 'idempotency-key': 'make-it' },
    }
    const made = await server.call(key, 'POST', '/accounts', request)
    const again = await server.call(key, 'POST', '/accounts', request)
    expect(again.json).toEqual(made.json)
    await server.asSource('DELETE', `/accounts/${made.json.data.id}`)
    const after = await server.call(key, 'POST', '/accounts', request)
    expect(after.status).toBe(409)
    expect(after.text).not.toContain(secrets.first)
  })

  it('cannot be shared, and cannot be hydrated', async () => {
    const body = attributes({
      'connection-id': server.sandbox['connection-id'],
      'source-id': await redacted(),
    })
    expect((await server.asSource('POST', '/connect/share-tokens', body)).status).toBe(409)

    const made = await create(server, 'destination', '/accounts', {})
    await server.asDestination('DELETE', `/accounts/${made.id}`)
    const token = await mint(server, 'complete', { 'source-id': (await createAccount()).id })
    const into = attributes({ 'destination-id': made.id })
    const refused = await server.asDestination('POST', `/connect/share-tokens/${token.id}/redeem`, into)
    expect(refused.status).toBe(409)
  })

  // Guarantee: a token that was made before the redaction brings nothing after it, and says why.
  it('fails a redemption of an earlier token with source_redacted', async () => {
    const { id } = await createAccount({ 'name-first': secrets.first })
    const token = await mint(server, 'complete', { 'source-id': id })
    const made = await create(server, 'destination', '/accounts', {})
    await server.asSource('DELETE', `/accounts/${id}`)
    const path = `/connect/share-tokens/${token.id}`
    await server.asDestination('POST', `${path}/redeem`, attributes({ 'destination-id': made.id }))
    await expect
      .poll(async () => (await server.asDestination('GET', path)).json.data.attributes)
      .toMatchObject({ status: 'failed', 'failure-reason': 'source_redacted' })
    const { text } = await server.asDestination('GET', `/accounts/${made.id}`)
    expect(text).not.toContain(secrets.first)
  })

  // Guarantee (published): it takes its inquiries with it. What others have copied before is theirs.
  it('redacts its inquiries, and lets a copy at the destination live on', async () => {
    const inquiryId = await server.inquiryOf('passport-holder')
    const clone = await cloneOf(server, 'passport-holder')
    const [before] = await photosOf('source', inquiryId)
    const [copy] = await photosOf('destination', clone)
    const bytes = await bytesOf(copy)
    expect(await bytesOf(before)).toEqual(bytes)

    await server.asSource('DELETE', `/accounts/${await accountOf('passport-holder')}`)
    expect((await fetch(before)).status).toBe(404)
    expect(await photosOf('source', inquiryId)).toEqual([])
    const redactedInquiry = (await server.asSource('GET', `/inquiries/${inquiryId}`)).json.data
    expect(redactedInquiry.attributes['redacted-at']).not.toBeNull()
    expect(valuesOf(redactedInquiry)).toEqual([])

    expect(await bytesOf(copy)).toEqual(bytes)
    const { fields } = personOf('passport-holder')
    expect(valuesOf((await server.asDestination('GET', `/inquiries/${clone}`)).json.data)).toEqual(
      expect.arrayContaining([fields['name-first'], fields['email-address']]),
    )
  })

  // Guarantee: encrypted bytes live as long as somebody has a copy, and no longer.
  it('leaves the files’ bytes until the last copy is redacted', async () => {
    const clone = await cloneOf(server, 'minor')
    const { db } = server.connect.api.store
    const { blob_id: blobId } = await db
      .selectFrom('file')
      .innerJoin('document', 'document.id', 'file.document_id')
      .select('file.blob_id')
      .where('document.inquiry_id', '=', clone)
      .where('file.page', '=', 'front')
      .executeTakeFirstOrThrow()
    const blobs = () => db.selectFrom('blob').select('id').where('id', '=', blobId).execute()
    await server.asSource('DELETE', `/accounts/${await accountOf('minor')}`)
    expect(await blobs()).toHaveLength(1)
    await server.asDestination('DELETE', `/inquiries/${clone}`)
    expect(await blobs()).toHaveLength(0)
  })

  type Resource = { attributes: { fields: Record<string, { value: string | null }> } }

  const valuesOf = (inquiry: Resource) =>
    Object.values(inquiry.attributes.fields).flatMap(({ value }) => (value === null ? [] : [value]))

  /** The links of the photos of an inquiry's government ID. */
  async function photosOf(side: 'source' | 'destination', inquiryId: string): Promise<[string, ...string[]]> {
    const { json } = await server.call(
      server.sandbox[side]['api-key'],
      'GET',
      `/inquiries/${inquiryId}?include=verifications`,
    )
    return json.included[0].attributes['photo-urls'].map((photo: { url: string }) => photo.url)
  }

  const bytesOf = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer())
})

describe('the data directory', () => {
  // Guarantee: what has been redacted is gone from the disk as well, ciphertext and all; what has not is there.
  // PostgreSQL keeps dead rows until its vacuum.
  it.skipIf(isPostgres)('holds neither a value nor the ciphertext of a redacted account', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'connect-redact-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true }))
    const own = await startServer({ dataDir })
    // Enough of them that the store does not tidy up its pages of its own accord.
    const accounts: { id: string }[] = []
    for (let count = 0; count < 20; count++) {
      accounts.push(await create(own, 'source', '/accounts', { 'name-first': 'Wilhelmina-At-Rest' }))
    }
    const gone = await sealedOf(own, accounts[10]?.id)
    const kept = await sealedOf(own, accounts[9]?.id)
    await own.asSource('DELETE', `/accounts/${accounts[10]?.id}`)
    await own.close()

    const files = readdirSync(dataDir).map(name => readFileSync(join(dataDir, name)))
    const places = [...files, Buffer.from(own.log())]
    expect(places.some(place => place.includes(kept))).toBe(true)
    expect(places.some(place => place.includes(gone))).toBe(false)
    expect(places.some(place => place.includes('Wilhelmina-At-Rest'))).toBe(false)
  })

  async function sealedOf(own: TestServer, id: string | undefined): Promise<Buffer> {
    const row = await own.connect.api.store.db
      .selectFrom('field')
      .select('sealed_value')
      .where('owner_id', '=', id ?? '')
      .executeTakeFirstOrThrow()
    return Buffer.from(row.sealed_value)
  }
})
