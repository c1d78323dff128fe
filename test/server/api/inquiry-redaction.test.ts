import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { people } from '../../../demo/people/people.ts'
import type { PersonKey } from '../../../demo/people/person.ts'
import { insertSourceInquiry } from '../../../demo/sandbox/source-inquiry.ts'
import { redactInquiry } from '../../../server/api/inquiries/redact.ts'
import { listFiles, readFileBytes } from '../../../server/store/files.ts'
import { transaction } from '../../../server/store/store.ts'
import { getVersion } from '../../../server/store/templates.ts'
import { isPostgres } from '../database.ts'
import { attributes, mint, startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const db = () => server.connect.api.store.db

type As = 'asSource' | 'asDestination'

const retrieve = async (as: As, id: string) => (await server[as]('GET', `/inquiries/${id}`)).json.data

const redact = (as: As, id: string) => server[as]('DELETE', `/inquiries/${id}`)

const valuesOf = (inquiry: { attributes: { fields: Record<string, { value: string | null }> } }): string[] =>
  Object.values(inquiry.attributes.fields)
    .flatMap(field => (field.value ? [field.value] : []))
    .sort()

const redeem = (tokenId: string) => server.asDestination('POST', `/connect/share-tokens/${tokenId}/redeem`)

/** Redeems a token by cloning it; the token at its end. */
async function clone(tokenId: string) {
  const answer = await redeem(tokenId)
  expect(answer.status, answer.text).toBe(202)
  return ended(tokenId)
}

/** The token, once its redemption is over. */
const ended = (tokenId: string) =>
  vi.waitFor(
    async () => {
      const token = (await server.asDestination('GET', `/connect/share-tokens/${tokenId}`)).json.data
      expect(['redeemed', 'failed']).toContain(token.attributes.status)
      return token
    },
    { timeout: 30_000, interval: 20 },
  )

/** Clones a person's inquiry; the clone's identifier. */
async function cloneOf(person: PersonKey): Promise<string> {
  const token = await clone((await mint(server, person)).id)
  expect(token.attributes.status).toBe('redeemed')
  return token.relationships.destination.data.id
}

/** The digests of the files of an inquiry, read as its environment reads them. */
async function digestsOf(inquiryId: string): Promise<string[]> {
  const documents = await db()
    .selectFrom('document')
    .select(['id', 'environment_id'])
    .where('inquiry_id', '=', inquiryId)
    .execute()
  const environmentId = documents[0]?.environment_id ?? expect.fail('no documents')
  const vault = await server.connect.api.vault.of(db(), environmentId)
  const files = await listFiles(
    db(),
    environmentId,
    documents.map(({ id }) => id),
  )
  const contents = await Promise.all(files.map(file => readFileBytes(db(), vault, file)))
  return contents.map(bytes => createHash('sha256').update(bytes).digest('hex')).sort()
}

const blobsOf = async (inquiryId: string): Promise<string[]> =>
  (
    await db()
      .selectFrom('file')
      .innerJoin('document', 'document.id', 'file.document_id')
      .select('file.blob_id')
      .where('document.inquiry_id', '=', inquiryId)
      .execute()
  ).map(row => row.blob_id)

const blobsLeft = async (ids: string[]): Promise<number> =>
  (await db().selectFrom('blob').select('id').where('id', 'in', ids).execute()).length

describe('redacting an inquiry', () => {
  it('leaves the inquiry with its status, and nothing of the person', async () => {
    const id = await server.inquiryOf('name-mismatch')
    const note = 'prefers to be called Kim'
    await server.asSource('PATCH', `/inquiries/${id}`, attributes({ note, tags: ['vip'] }))
    const before = await retrieve('asSource', id)
    const values = [...valuesOf(before), note]
    expect(values.length).toBeGreaterThan(5)

    const answer = await redact('asSource', id)
    expect(answer.status, answer.text).toBe(200)
    const after = await retrieve('asSource', id)
    expect(after).toEqual(answer.json.data)
    expect(after.attributes['redacted-at']).not.toBeNull()
    expect(valuesOf(after)).toEqual([])
    expect(after.attributes).toMatchObject({
      status: before.attributes.status,
      'reference-id': before.attributes['reference-id'],
      tags: ['vip'],
    })
    expect(after.relationships).toEqual(before.relationships)
    const list = await server.asSource('GET', '/inquiries?page[size]=100')
    for (const value of values) expect(answer.text + list.text).not.toContain(JSON.stringify(value))
  })

  it('erases what was read from its documents, and its files with their bytes', async () => {
    const id = await server.inquiryOf('passport-holder')
    const blobs = await blobsOf(id)
    expect(await digestsOf(id)).toHaveLength(blobs.length)
    expect(blobs.length).toBeGreaterThan(2)
    await redact('asSource', id)
    expect(await blobsOf(id)).toEqual([])
    expect(await blobsLeft(blobs)).toBe(0)
    const { documents } = (await retrieve('asSource', id)).relationships
    for (const document of documents.data) {
      const { attributes: read } = (await server.asSource('GET', `/documents/${document.id}`)).json.data
      expect(read['identification-number'] ?? null).toBeNull()
      expect(read['name-first'] ?? null).toBeNull()
    }
  })

  it('changes nothing the second time, and is told once', async () => {
    const id = await server.inquiryOf('minor')
    const first = (await redact('asSource', id)).json.data
    expect((await redact('asSource', id)).json.data).toEqual(first)
    const events = await server.asSource(
      'GET',
      `/events?filter[object-id]=${id}&filter[name]=inquiry.redacted`,
    )
    expect(events.json.data).toHaveLength(1)
  })

  // Guarantee: nobody but its owner can erase an inquiry.
  it('is its owner’s alone', async () => {
    const id = await server.inquiryOf('complete')
    const before = await retrieve('asSource', id)
    expect((await redact('asDestination', id)).status).toBe(404)
    expect(await retrieve('asSource', id)).toEqual(before)
  })

  // Guarantee: a kept answer to a repeated request does not bring back what was erased.
  it('erases the answers that are kept for repeated requests', async () => {
    const body = attributes({
      'inquiry-template-id': server.sandbox['destination-inquiry-template-id'],
      fields: { 'name-first': 'Zqviteri' },
    })
    const create = () =>
      server.call(server.sandbox.destination['api-key'], 'POST', '/inquiries', {
        body,
        headers: { 'idempotency-key': 'redacted-1' },
      })
    const first = await create()
    expect((await create()).text).toBe(first.text)
    await redact('asDestination', first.json.data.id)
    const again = await create()
    expect(again.status).toBe(409)
    expect(again.text).not.toContain('Zqviteri')
  })
})

describe('a redacted inquiry', () => {
  async function redacted(): Promise<string> {
    const body = attributes({ 'inquiry-template-id': server.sandbox['destination-inquiry-template-id'] })
    const { id } = (await server.asDestination('POST', '/inquiries', body)).json.data
    await server.asDestination('POST', '/inquiry-sessions', attributes({ 'inquiry-id': id }))
    await redact('asDestination', id)
    return id
  }

  // Guarantee: an erasure cannot be undone; nothing is written to what is left.
  it.each<[string, string, unknown]>([
    ['PATCH', '', attributes({ fields: { 'name-first': 'Again' } })],
    ['POST', '/approve', undefined],
    ['POST', '/decline', undefined],
    ['POST', '/mark-for-review', undefined],
    ['POST', '/expire', undefined],
    ['POST', '/resume', undefined],
    ['POST', '/generate-one-time-link', undefined],
    ['POST', '/add-tag', { meta: { 'tag-name': 'x' } }],
    ['POST', '/perform-simulate-actions', { meta: { 'simulate-actions': [{ type: 'start_inquiry' }] } }],
  ])('refuses %s %s', async (method, action, body) => {
    const id = await redacted()
    const before = await retrieve('asDestination', id)
    expect((await server.asDestination(method, `/inquiries/${id}${action}`, body)).status).toBe(409)
    expect(await retrieve('asDestination', id)).toEqual(before)
  })

  it('has no sessions under way, and gets none', async () => {
    const id = await redacted()
    const sessions = (await server.asDestination('GET', `/inquiry-sessions?filter[inquiry-id]=${id}`)).json
      .data
    expect(sessions.map((one: { attributes: { status: string } }) => one.attributes.status)).toEqual([
      'expired',
    ])
    const body = attributes({ 'inquiry-id': id })
    expect((await server.asDestination('POST', '/inquiry-sessions', body)).status).toBe(409)
  })
})

describe('redaction and sharing', () => {
  it('a redacted inquiry cannot be shared, and its outstanding tokens fail', async () => {
    const id = await server.inquiryOf('expired-document')
    const token = await mint(server, 'expired-document')
    await redact('asSource', id)
    const share = attributes({ 'connection-id': server.sandbox['connection-id'], 'source-id': id })
    expect((await server.asSource('POST', '/connect/share-tokens', share)).status).toBe(409)
    expect((await clone(token.id)).attributes).toMatchObject({
      status: 'failed',
      'failure-reason': 'source_redacted',
    })
  })

  // Guarantee: an organization's copy is its own; the bytes go with the last copy and not before.
  it('a copy lives on, with its files, until it is redacted itself', async () => {
    const id = await server.inquiryOf('no-proof-of-address')
    const copy = await cloneOf('no-proof-of-address')
    const before = await retrieve('asDestination', copy)
    const [blobs, digests] = [await blobsOf(id), await digestsOf(id)]
    expect(digests.length).toBeGreaterThan(0)
    expect(await digestsOf(copy)).toEqual(digests)

    await redact('asSource', id)
    expect(await retrieve('asDestination', copy)).toEqual(before)
    expect(await digestsOf(copy)).toEqual(digests)

    await redact('asDestination', copy)
    expect(await blobsLeft(blobs)).toBe(0)
    expect(valuesOf(await retrieve('asDestination', copy))).toEqual([])
  })
})

describe('redacting an inquiry while it is being redeemed', () => {
  /** A further inquiry of a person at the source, with all documents; its identifier. */
  async function anotherInquiry(key: PersonKey): Promise<string> {
    const person = people.find(one => one.key === key) ?? expect.fail(`no ${key}`)
    const first = await retrieve('asSource', await server.inquiryOf(key))
    return transaction(db(), async tx => {
      const row = await tx
        .selectFrom('inquiry')
        .selectAll()
        .where('id', '=', first.id)
        .executeTakeFirstOrThrow()
      const template = await getVersion(tx, row.environment_id, row.template_version_id ?? '')
      const vault = await server.connect.api.vault.of(tx, row.environment_id)
      const { examine } = server.connect.api.engine
      const inquiry = { vault, template, creator: row.creator, person, examine, now: Date.now() }
      return insertSourceInquiry(tx, inquiry)
    })
  }

  async function sharedInquiry() {
    const id = await anotherInquiry('complete')
    const share = attributes({ 'connection-id': server.sandbox['connection-id'], 'source-id': id })
    const token = (await server.asSource('POST', '/connect/share-tokens', share)).json.data
    const held = { values: valuesOf(await retrieve('asSource', id)), files: await digestsOf(id) }
    return { id, tokenId: token.id, held }
  }

  /** What came of a redemption whose source has been redacted: the copy, or nothing. */
  async function expectAllOrNothing({ id, tokenId, held }: Awaited<ReturnType<typeof sharedInquiry>>) {
    const token = await ended(tokenId)
    expect(valuesOf(await retrieve('asSource', id))).toEqual([])
    const copy = token.relationships.destination?.data?.id
    if (token.attributes.status === 'redeemed') {
      expect(valuesOf(await retrieve('asDestination', copy))).toEqual(held.values)
      expect(await digestsOf(copy)).toEqual(held.files)
    } else {
      expect(token.attributes['failure-reason']).toBe('source_redacted')
      expect(copy).toBeUndefined()
    }
    return token.attributes.status
  }

  // Guarantee: however the two meet, the copy is whole, or the token failed and nothing was copied.
  it.each(['redeem first', 'redact first'])('copies all or nothing: %s', async order => {
    const shared = await sharedInquiry()
    const acts = [() => redeem(shared.tokenId), () => redact('asSource', shared.id)]
    const answers = await Promise.all((order === 'redeem first' ? acts : acts.reverse()).map(act => act()))
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 202])
    await expectAllOrNothing(shared)
  })

  // Guarantee: the same, where the redaction comes in the middle of the reading, as early or late as it may.
  it.each([0, 1, 2, 4, 8, 16, 32])('copies all where it has begun to read: %i turns on', async turns => {
    const shared = await sharedInquiry()
    const { api } = server.connect
    const row = await db()
      .selectFrom('inquiry')
      .selectAll()
      .where('id', '=', shared.id)
      .executeTakeFirstOrThrow()
    const { vault } = api.engine
    const redacted = new Promise<void>((resolve, reject) => {
      api.engine.vault = {
        ...vault,
        async of(tx, environmentId) {
          const opened = await vault.of(tx, environmentId)
          if (environmentId !== row.environment_id) return opened
          api.engine.vault = vault
          later(turns, () => transaction(db(), tx => redactInquiry(api, tx, row))).then(resolve, reject)
          return opened
        },
      }
    })
    expect((await redeem(shared.tokenId)).status).toBe(202)
    await redacted
    const outcome = await expectAllOrNothing(shared)
    // The embedded store lets nobody in between; PostgreSQL may let the redaction go first.
    if (!isPostgres) expect(outcome).toBe('redeemed')
  })
})

/** Does something after so many turns of the microtask queue, in which others go on. */
async function later(turns: number, act: () => Promise<void>): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await null
  await act()
}
