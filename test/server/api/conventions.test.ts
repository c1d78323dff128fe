import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { attributes, mint, share, startServer, type TestServer } from '../harness.ts'

let ahead = 0
let server: TestServer
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + ahead })
})
afterAll(() => server.close())

const key = () => server.sandbox.destination['api-key']
const template = () => ({ 'inquiry-template-id': server.sandbox['destination-inquiry-template-id'] })

describe('Key-Inflection', () => {
  const cases = [
    ['kebab', 'created-at'],
    ['camel', 'createdAt'],
    ['snake', 'created_at'],
  ] as const
  it.each(cases)('%s answers in that case, and leaves names of fields alone', async (inflection, word) => {
    const path = `/inquiries/${await server.inquiryOf('complete')}`
    const headers = { 'key-inflection': inflection }
    const answer = await server.call(server.sandbox.source['api-key'], 'GET', path, { headers })
    expect(answer.json.data.attributes).toHaveProperty(word)
    expect(answer.json.data.attributes.fields).toHaveProperty('name-first')
  })

  it('of no known case is refused', async () => {
    const headers = { 'key-inflection': 'shouting' }
    expect((await server.call(key(), 'GET', '/inquiries', { headers })).status).toBe(400)
  })

  it.each(['referenceId', 'reference_id', 'reference-id'])('requests may write %s', async word => {
    const answer = await server.asDestination(
      'POST',
      '/inquiries',
      attributes({ ...template(), [word]: word }),
    )
    expect(answer.json.data.attributes['reference-id']).toBe(word)
  })

  // Guarantee: what could mean two things means neither.
  it('one property in two cases is refused', async () => {
    const body = attributes({ ...template(), 'reference-id': 'a', referenceId: 'b' })
    expect((await server.asDestination('POST', '/inquiries', body)).status).toBe(400)
  })
})

describe('Idempotency-Key', () => {
  const post = (body: unknown, idempotencyKey: string, secret = key()) =>
    server.call(secret, 'POST', '/inquiries', { body, headers: { 'idempotency-key': idempotencyKey } })
  const count = async (note: string) =>
    (await server.asDestination('GET', `/inquiries?filter[note]=${note}`)).json.data.length

  // Guarantee: a request sent again has one effect and one answer, however many arrive together.
  it('makes 16 simultaneous requests one', async () => {
    const body = attributes({ ...template(), note: 'sixteen' })
    const answers = await Promise.all(Array.from({ length: 16 }, () => post(body, 'k-sixteen')))
    expect(new Set(answers.map(answer => answer.status))).toEqual(new Set([201]))
    expect(new Set(answers.map(answer => answer.text)).size).toBe(1)
    expect(await count('sixteen')).toBe(1)
  })

  it('is refused for another body, and for another path', async () => {
    await post(attributes({ ...template(), note: 'one' }), 'k-other')
    expect((await post(attributes({ ...template(), note: 'two' }), 'k-other')).status).toBe(409)
    expect(await count('two')).toBe(0)
  })

  // Guarantee: a key guessed in another organization opens nothing.
  it('is each organization’s own', async () => {
    const body = attributes({ ...template(), note: 'mine' })
    const mine = await post(body, 'k-shared')
    const theirs = await post(body, 'k-shared', server.sandbox.source['api-key'])
    expect(mine.status).toBe(201)
    expect(theirs.status).not.toBe(201)
    expect(theirs.text).not.toContain(mine.json.data.id)
  })

  // Guarantee: a request that failed has used nothing up.
  it('can be used again after a refusal', async () => {
    expect((await post(attributes({ note: 'late' }), 'k-late')).status).toBe(400)
    expect((await post(attributes({ ...template(), note: 'late' }), 'k-late')).status).toBe(201)
  })

  it('is forgotten after 24 hours', async () => {
    const body = attributes({ ...template(), note: 'daily' })
    await post(body, 'k-daily')
    ahead = 86_400_000
    const again = await post(body, 'k-daily')
    ahead = 0
    expect(again.status).toBe(201)
    expect(await count('daily')).toBe(2)
  })

  it('replays a redemption, which is started once', async () => {
    const token = await mint(server)
    const headers = { 'idempotency-key': 'k-redeem' }
    const path = `/connect/share-tokens/${token.id}/redeem`
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => server.call(key(), 'POST', path, { headers })),
    )
    expect(new Set(answers.map(answer => answer.status))).toEqual(new Set([202]))
    const { db } = server.connect.api.store
    const rows = await db
      .selectFrom('redemption')
      .select('id')
      .where('share_token_id', '=', token.id)
      .execute()
    expect(rows).toHaveLength(1)
  })

  // Guarantee: what is kept to be repeated is kept as secret as what it repeats.
  it('keeps answers sealed', async () => {
    const fields = { 'name-first': 'Idempotenzia' }
    await post(attributes({ ...template(), fields }), 'k-sealed')
    const { db } = server.connect.api.store
    const rows = await db.selectFrom('idempotency').selectAll().execute()
    const kept = rows.map(row => Buffer.from(row.sealed_answer ?? []).toString('latin1')).join('')
    expect(kept).not.toContain('Idempotenzia')
  })
})

describe('what an answer holds', () => {
  it('is only the attributes that fields[type] names', async () => {
    const answer = await server.asDestination(
      'GET',
      '/inquiries?fields[inquiry]=status,created-at&page[size]=2',
    )
    for (const inquiry of answer.json.data) {
      expect(Object.keys(inquiry.attributes).sort()).toEqual(['created-at', 'status'])
    }
  })

  it('is also the resources that include names, each once', async () => {
    const { inquiry } = await share(server)
    const answer = await server.asDestination(
      'GET',
      `/inquiries/${inquiry.id}?include=verifications,inquiry-template`,
    )
    const types = answer.json.included.map((one: { type: string }) => one.type).sort()
    expect(types).toEqual(['inquiry-template', 'verification/government-id'])
  })

  it('is an empty list of included resources where include names none that is there', async () => {
    const token = await mint(server)
    for (const names of ['', 'nothing']) {
      const answer = await server.asDestination('GET', `/connect/share-tokens/${token.id}?include=${names}`)
      expect(answer.json.included).toEqual([])
    }
  })
})

describe('API keys', () => {
  const make = (body: Record<string, unknown>, secret = key()) =>
    server.call(secret, 'POST', '/api-keys', { body: attributes(body) })

  it('show their value once, and do what they are allowed', async () => {
    const made = await make({ name: 'reader', permissions: ['inquiry.read'] })
    const { id } = made.json.data
    const { value } = made.json.data.attributes
    expect((await server.call(value, 'GET', '/inquiries')).status).toBe(200)
    expect((await server.call(value, 'POST', '/inquiries', { body: attributes(template()) })).status).toBe(
      403,
    )
    const shown = await server.asDestination('GET', `/api-keys/${id}`)
    expect(shown.text).not.toContain(value)
    expect(shown.json.data.attributes.permissions).toEqual(['inquiry.read'])
  })

  // Guarantee: no key makes itself more powerful.
  it('cannot hand out more than they have', async () => {
    const made = await make({ name: 'maker', permissions: ['api-key.write', 'inquiry.read'] })
    const { value } = made.json.data.attributes
    expect((await make({ name: 'more', permissions: ['inquiry.write'] }, value)).status).toBe(403)
    expect((await make({ name: 'same', permissions: ['inquiry.read'] }, value)).status).toBe(201)
    const raised = { body: attributes({ permissions: ['inquiry.write'] }) }
    expect((await server.call(value, 'PATCH', `/api-keys/${made.json.data.id}`, raised)).status).toBe(403)
  })

  it('stop working when they expire, and from other addresses than theirs', async () => {
    const made = await make({ name: 'short', permissions: ['inquiry.read'] })
    const { value } = made.json.data.attributes
    const path = `/api-keys/${made.json.data.id}`
    const expire = { meta: { 'expires-in-seconds': 60 } }
    expect((await server.asDestination('POST', `${path}/expire`, expire)).status).toBe(200)
    expect((await server.call(value, 'GET', '/inquiries')).status).toBe(200)
    ahead = 60_000
    expect((await server.call(value, 'GET', '/inquiries')).status).toBe(401)
    ahead = 0
    await server.asDestination('PATCH', path, attributes({ 'ip-address-allowlist': ['203.0.113.7'] }))
    expect((await server.call(value, 'GET', '/inquiries')).status).toBe(403)
  })
})
