import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { issueFileToken } from '../../../server/api/documents/file-token.ts'
import { newId } from '../../../server/ids.ts'
import { insertVerification } from '../../../server/store/verifications.ts'
import { examineRendition } from '../../../server/verification/examine/rendition.ts'
import { startServer, type TestServer } from '../harness.ts'
import { as, cloneOf, keyWith, personOf, type Side } from './backend.ts'

/** The time of the server, which a test moves. */
let now = Date.now()
let server: TestServer
/** The source's inquiry of the complete person. */
let inquiryId: string

beforeAll(async () => {
  server = await startServer({ clock: () => now })
  inquiryId = await server.inquiryOf('complete')
})
afterAll(() => server.close())
beforeEach(() => {
  now = Date.now()
})

interface Reference {
  type: string
  id: string
}

/** What an inquiry refers to of a type; there is exactly one. */
async function referenceOf(side: Side, inquiry: string, type: string): Promise<string> {
  const { json } = await as(server, side)('GET', `/inquiries/${inquiry}`)
  const linkages: { data: Reference | Reference[] | null }[] = Object.values(json.data.relationships)
  const found = linkages.flatMap(({ data }) => data ?? []).filter(one => one.type === type)
  expect(found).toHaveLength(1)
  return found[0]?.id ?? ''
}

async function attributesAt(side: Side, path: string) {
  const answer = await as(server, side)('GET', path)
  expect(answer.status, path).toBe(200)
  return answer.json.data.attributes
}

/** A link to the front of the complete person's ID card, as the source is given it. */
async function frontLink(): Promise<string> {
  const id = await referenceOf('source', inquiryId, 'document/government-id')
  return (await attributesAt('source', `/documents/${id}`))['front-photo'].url
}

const specimen = (name: string) => readFileSync(new URL(`../../../demo/people/${name}`, import.meta.url))
const fileNamed = (page: string) => {
  const file = personOf('complete')
    .documents.flatMap<{ page: string; path: string }>(({ files }) => [...files])
    .find(one => one.page === page)
  return specimen(file?.path ?? '')
}

/** What comes of a picture where it is fetched: it is drawn anew. */
const drawn = async (page: string) => Buffer.from(await examineRendition(fileNamed(page)))

describe('a document', () => {
  // Guarantee: what was read from an ID is under the published names, with links to its photos, and nothing else is.
  it('of a government ID has its photos and what is printed on it', async () => {
    const id = await referenceOf('source', inquiryId, 'document/government-id')
    const { json } = await server.asSource('GET', `/document/government-ids/${id}`)
    const file = (page: string) => ({
      filename: `${page}.jpg`,
      url: expect.stringContaining(`${server.origin}/api/v1/files/file_`),
      'byte-size': fileNamed(page).length,
    })
    const card = personOf('complete').documents.find(({ kind }) => kind === 'government-id')
    if (card?.kind !== 'government-id') throw new Error('the complete person has an ID card')
    expect(json.data.attributes).toMatchObject({
      status: 'processed',
      'id-class': 'id',
      'front-photo': file('front'),
      'back-photo': file('back'),
      'selfie-photo': null,
      'name-suffix': null,
      ...card.attributes,
    })
    expect(json.data.attributes).not.toHaveProperty('mrz')
    expect(json.data.relationships.inquiry.data).toEqual({ type: 'inquiry', id: inquiryId })
    expect((await server.asSource('GET', `/documents/${id}`)).json.data.id).toBe(id)
  })

  it('of another kind has its files', async () => {
    const id = await referenceOf('source', inquiryId, 'document/generic')
    const found = await attributesAt('source', `/document/generics/${id}`)
    expect(found).toMatchObject({ kind: 'proof-of-address', 'document-type': null })
    expect(found.files).toEqual([expect.objectContaining({ filename: 'document.pdf' })])
  })

  // Guarantee: a path of one type finds that type alone; a selfie is no document.
  it('is not found under the path of another type', async () => {
    const governmentId = await referenceOf('source', inquiryId, 'document/government-id')
    const generic = await referenceOf('source', inquiryId, 'document/generic')
    const selfie = await referenceOf('source', inquiryId, 'selfie/profile-and-center')
    expect(selfie).toMatch(/^self_/)
    const wrong = [
      `/document/generics/${governmentId}`,
      `/document/government-ids/${generic}`,
      `/documents/${selfie}`,
    ]
    for (const path of wrong) expect((await server.asSource('GET', path)).status, path).toBe(404)
  })

  // Guarantee: to everybody but its owner it does not exist.
  it('is its owner’s alone', async () => {
    const id = await referenceOf('source', inquiryId, 'document/government-id')
    expect((await server.asSource('GET', `/documents/${id}`)).status).toBe(200)
    expect((await server.asDestination('GET', `/documents/${id}`)).status).toBe(404)
  })

  // Guarantee: including a document asks for the permission that retrieving it asks for.
  it('is included only for a key that may read documents', async () => {
    const path = `/inquiries/${inquiryId}?include=documents,selfies`
    const typesFor = async (key: string) =>
      (await server.call(key, 'GET', path)).json.included.map(({ type }: { type: string }) => type)
    expect(await typesFor(server.sandbox.source['api-key'])).toEqual([
      'document/government-id',
      'document/generic',
      'selfie/profile-and-center',
    ])
    expect(await typesFor(await keyWith(server, ['inquiry.read', 'verification.read']))).toEqual([])
  })
})

describe('a verification', () => {
  // Guarantee: it shows what it looked at: the photos, what is printed, and the document it came from.
  it('of a government ID has its photos, what is printed and its document', async () => {
    const id = await referenceOf('source', inquiryId, 'verification/government-id')
    const documentId = await referenceOf('source', inquiryId, 'document/government-id')
    const { json } = await server.asSource('GET', `/verification/government-ids/${id}`)
    const { attributes, relationships } = json.data
    expect(attributes['photo-urls'].map((photo: { page: string }) => photo.page)).toEqual(['front', 'back'])
    expect(attributes['front-photo-url']).toBe(attributes['photo-urls'][0].url)
    expect(attributes['name-first']).toBe(personOf('complete').fields['name-first'])
    expect(relationships.document.data).toEqual({ type: 'document/government-id', id: documentId })
    expect(relationships.accounts.data).toEqual([{ type: 'account', id: expect.stringMatching(/^act_/) }])
  })

  it('of a selfie has the photos of the face', async () => {
    const id = await insertOver('selfie', await referenceOf('source', inquiryId, 'selfie/profile-and-center'))
    const found = await attributesAt('source', `/verification/selfies/${id}`)
    expect(await bytesOf(found['center-photo-url'])).toEqual(await drawn('center'))
    expect(found['left-photo-url']).toBeNull()
  })

  it('of a document has its files', async () => {
    const documentId = await referenceOf('source', inquiryId, 'document/generic')
    const id = await insertOver('document', documentId)
    const found = await attributesAt('source', `/verification/documents/${id}`)
    expect(await bytesOf(found.files[0].url)).toEqual(fileNamed('document'))
    const { json } = await server.asSource('GET', `/verifications/${id}?include=document`)
    expect(json.included).toEqual([expect.objectContaining({ type: 'document/generic', id: documentId })])
  })

  it('is not found under the path of another kind', async () => {
    const id = await referenceOf('source', await server.inquiryOf('minor'), 'verification/government-id')
    expect((await server.asSource('GET', `/verification/government-ids/${id}`)).status).toBe(200)
    for (const kind of ['selfies', 'documents']) {
      expect((await server.asSource('GET', `/verification/${kind}/${id}`)).status, kind).toBe(404)
    }
  })

  /** A verification that has passed over a document of the source. */
  async function insertOver(kind: string, documentId: string): Promise<string> {
    const { db } = server.connect.api.store
    const { environment_id } = await db
      .selectFrom('document')
      .select('environment_id')
      .where('id', '=', documentId)
      .executeTakeFirstOrThrow()
    const id = newId('verification')
    await insertVerification(db, {
      id,
      environment_id,
      inquiry_id: null,
      document_id: documentId,
      redemption_id: null,
      cloned_from_json: null,
      kind,
      status: 'passed',
      checks_json: '[]',
      created_at: now,
      submitted_at: now,
      completed_at: now,
    })
    return id
  }
})

describe('redacting a verification', () => {
  // Guarantee: what it looked at is erased, its inquiry does not have it any more, and it cannot be shared.
  it('erases its document and files, and keeps its status', async () => {
    const inquiry = await server.inquiryOf('name-mismatch')
    const id = await referenceOf('source', inquiry, 'verification/government-id')
    const before = await attributesAt('source', `/verifications/${id}`)
    const { json } = await server.asSource('DELETE', `/verifications/${id}`)
    expect(json.data.attributes).toMatchObject({
      status: before.status,
      'redacted-at': expect.any(String),
      'photo-urls': [],
      'name-last': null,
      'document-number': null,
    })
    expect((await fetch(before['front-photo-url'])).status).toBe(404)
    const holder = await server.asSource('GET', `/inquiries/${inquiry}`)
    expect(
      holder.json.data.relationships.documents.data.map(({ type }: { type: string }) => type),
    ).not.toContain('document/government-id')
    const body = {
      data: { attributes: { 'connection-id': server.sandbox['connection-id'], 'source-id': id } },
    }
    expect((await server.asSource('POST', '/connect/share-tokens', body)).status).toBe(409)
  })

  it('is its owner’s alone', async () => {
    const id = await referenceOf('source', inquiryId, 'verification/government-id')
    expect((await server.asDestination('DELETE', `/verifications/${id}`)).status).toBe(404)
    expect((await attributesAt('source', `/verifications/${id}`))['redacted-at']).toBeNull()
  })
})

const bytesOf = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer())

describe('a link to a file', () => {
  // Guarantee: it works without a key, and what it brings runs nowhere and is kept by nobody.
  it('brings the picture, as a download that nothing runs or keeps', async () => {
    const response = await fetch(await frontLink())
    expect(response.status).toBe(200)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(await drawn('front'))
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': 'attachment; filename="front.jpg"',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox$/),
      'cache-control': 'no-store',
    })
  })

  // Guarantee: it lives for six hours, and is not one second older.
  it('works for six hours', async () => {
    const link = await frontLink()
    const issued = now
    now = issued + 6 * 3_600_000 - 1000
    expect((await fetch(link)).status).toBe(200)
    now = issued + 6 * 3_600_000
    expect((await fetch(link)).status).toBe(404)
  })

  const tokenOf = (link: string) => new URL(link).searchParams.get('access_token') ?? ''
  const withToken = (link: string, token: string) => {
    const url = new URL(link)
    url.searchParams.set('access_token', token)
    return url.href
  }

  const forgeries: [string, (link: string) => string | Promise<string>][] = [
    ['without its token', link => link.replace(/\?.*/, '')],
    ['with an empty token', link => withToken(link, '')],
    ['with a token of another file', async link => withToken(link, tokenOf(await backLink()))],
    [
      'with a token of another environment’s copy',
      async link => withToken(link, tokenOf(await copiedLink())),
    ],
    ['with a token that another environment has issued for it', foreignLink],
    ['with a later expiry', link => withToken(link, tokenOf(link).replace(/^\d+/, '9999999999'))],
    [
      'with another proof',
      link =>
        withToken(
          link,
          tokenOf(link).replace(/..$/, end => (end === 'AA' ? 'BB' : 'AA')),
        ),
    ],
    ['with two tokens', link => `${link}&access_token=${tokenOf(link)}`],
    ['under another name', link => link.replace('front.jpg', 'front.html')],
    ['to a file that is not there', link => link.replace(/file_[^/]+/, newId('file'))],
  ]
  // Guarantee: whatever differs from what was issued is answered as if there were no such file.
  it.each(forgeries)('is refused %s', async (_what, forge) => {
    const link = await frontLink()
    expect((await fetch(link)).status).toBe(200)
    const refused = await fetch(await forge(link))
    expect(refused.status).toBe(404)
    expect(await refused.text()).toBe('{"errors":[{"title":"Record not found"}]}')
  })

  async function backLink() {
    const id = await referenceOf('source', inquiryId, 'document/government-id')
    return (await attributesAt('source', `/documents/${id}`))['back-photo'].url
  }

  /** The destination's link to its own copy of the same bytes. */
  async function copiedLink() {
    const id = await referenceOf('destination', await cloneOf(server, 'complete'), 'document/government-id')
    const link = (await attributesAt('destination', `/documents/${id}`))['front-photo'].url
    expect(await bytesOf(link)).toEqual(await drawn('front'))
    return link
  }

  /** The link with a token for the very file, made by the destination's vault. */
  async function foreignLink(link: string) {
    const { store, vault } = server.connect.api
    const { destination_environment_id: environmentId } = await store.db
      .selectFrom('connection')
      .select('destination_environment_id')
      .where('id', '=', server.sandbox['connection-id'])
      .executeTakeFirstOrThrow()
    const fileId = new URL(link).pathname.split('/').at(-2) ?? ''
    return withToken(link, issueFileToken(await vault.of(store.db, environmentId), fileId, now))
  }

  // Guarantee: whoever reads the log cannot fetch a file.
  it('does not get into the log', async () => {
    const link = await frontLink()
    await fetch(link)
    expect(server.log()).toContain('front.jpg')
    expect(server.log()).not.toContain(tokenOf(link))
  })
})
