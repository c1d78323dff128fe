import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../server/ids.ts'
import { attributes, startServer, type TestServer } from '../harness.ts'

const START = Date.parse('2026-03-01T12:00:00Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR

let server: TestServer
let now = START
beforeAll(async () => {
  server = await startServer({ clock: () => now })
})
afterAll(() => server.close())
beforeEach(() => {
  now = START
})

async function newInquiry(): Promise<string> {
  const template = { 'inquiry-template-id': server.sandbox['destination-inquiry-template-id'] }
  return (await server.asDestination('POST', '/inquiries', attributes(template))).json.data.id
}

const post = (path: string, body?: unknown) => server.asDestination('POST', path, body)

const open = (inquiryId: string) => post('/inquiry-sessions', attributes({ 'inquiry-id': inquiryId }))

const opened = async (inquiryId: string) => {
  const answer = await open(inquiryId)
  expect(answer.status, answer.text).toBe(201)
  return answer.json.data
}

const retrieve = (id: string) => server.asDestination('GET', `/inquiry-sessions/${id}`)

const statusOf = async (id: string) => (await retrieve(id)).json.data.attributes.status

describe('an inquiry session', () => {
  it('is new, of its inquiry, and says nothing of a device', async () => {
    const inquiryId = await newInquiry()
    const session = await opened(inquiryId)
    expect((await retrieve(session.id)).json.data).toEqual(session)
    expect(session.attributes).toMatchObject({
      status: 'new',
      'created-at': '2026-03-01T12:00:00.000Z',
      'started-at': null,
      'expired-at': null,
      'ip-address': null,
      'user-agent': null,
    })
    expect(session.relationships.inquiry.data).toEqual({ type: 'inquiry', id: inquiryId })
    const inquiry = (await server.asDestination('GET', `/inquiries/${inquiryId}?include=sessions`)).json
    expect(inquiry.included).toEqual([session])
  })

  // Guarantee: a token is told once, when the session is opened.
  it('never tells its token again', async () => {
    const answer = await open(await newInquiry())
    const secret = answer.json.meta['session-token'].split('.')[1]
    expect((await retrieve(answer.json.data.id)).text).not.toContain(secret)
    expect((await server.asDestination('GET', '/inquiry-sessions?page[size]=100')).text).not.toContain(secret)
  })

  it('lasts 24 hours', async () => {
    const { id } = await opened(await newInquiry())
    now = START + DAY - 1
    expect(await statusOf(id)).toBe('new')
    now = START + DAY
    expect((await retrieve(id)).json.data.attributes).toMatchObject({
      status: 'expired',
      'expired-at': '2026-03-02T12:00:00.000Z',
    })
  })

  it('is ended once', async () => {
    const { id } = await opened(await newInquiry())
    now = START + HOUR
    expect((await post(`/inquiry-sessions/${id}/expire`)).json.data.attributes).toMatchObject({
      status: 'expired',
      'expired-at': '2026-03-01T13:00:00.000Z',
    })
    expect((await post(`/inquiry-sessions/${id}/expire`)).status).toBe(409)
    expect((await post(`/inquiry-sessions/${id}/generate-one-time-link`)).status).toBe(409)
  })

  it('is one of 25 at most that are under way', async () => {
    const inquiryId = await newInquiry()
    const first = await opened(inquiryId)
    for (let more = 1; more < 25; more++) await opened(inquiryId)
    expect((await open(inquiryId)).status).toBe(409)
    await post(`/inquiry-sessions/${first.id}/expire`)
    await opened(inquiryId)
    now = START + DAY
    await opened(inquiryId)
  })

  it('is of an inquiry that can still be continued', async () => {
    const inquiryId = await newInquiry()
    const session = await opened(inquiryId)
    await post(`/inquiries/${inquiryId}/decline`)
    expect((await open(inquiryId)).status).toBe(409)
    expect((await post(`/inquiries/${inquiryId}/generate-one-time-link`)).status).toBe(409)
    expect(await statusOf(session.id)).toBe('expired')
    expect((await open(newId('inquiry'))).status).toBe(404)
  })

  // Guarantee: another organization can neither see a session nor open, use or end one.
  it('is its owner’s alone', async () => {
    const inquiryId = await newInquiry()
    const session = await opened(inquiryId)
    const asSource = async (method: string, path: string, body?: unknown) =>
      (await server.asSource(method, path, body)).status
    const path = `/inquiry-sessions/${session.id}`
    expect(await asSource('GET', path)).toBe(404)
    expect(await asSource('POST', `${path}/expire`)).toBe(404)
    expect(await asSource('POST', `${path}/generate-one-time-link`)).toBe(404)
    expect(await asSource('POST', '/inquiry-sessions', attributes({ 'inquiry-id': inquiryId }))).toBe(404)
    const all = await server.asSource('POST', '/inquiry-sessions/expire-all', {
      meta: { 'inquiry-ids': [inquiryId] },
    })
    expect(all.json).toEqual({ data: [] })
    const listed = await server.asSource('GET', `/inquiry-sessions?filter[inquiry-id]=${inquiryId}`)
    expect(listed.json.data).toEqual([])
    expect((await retrieve(session.id)).json.data).toEqual(session)
  })
})

describe('the list of inquiry sessions', () => {
  it('is newest first, by page, and narrowed by inquiry', async () => {
    const inquiryId = await newInquiry()
    const sessions = [await opened(inquiryId), await opened(inquiryId), await opened(inquiryId)].reverse()
    await opened(await newInquiry())
    const list = (path: string) => server.asDestination('GET', path)
    const first = (await list(`/inquiry-sessions?page[size]=2&filter[inquiry-id]=${inquiryId}`)).json
    expect(first.data).toEqual(sessions.slice(0, 2))
    const next = first.links.next.replace('/api/v1', '')
    expect((await list(next)).json.data).toEqual(sessions.slice(2))
  })
})

describe('expiring all sessions of some inquiries', () => {
  it('ends those that are under way, and answers them', async () => {
    const [one, two, other] = [await newInquiry(), await newInquiry(), await newInquiry()]
    const over = await opened(one)
    await post(`/inquiry-sessions/${over.id}/expire`)
    const [first, second, kept] = [await opened(one), await opened(two), await opened(other)]
    const body = { meta: { 'inquiry-ids': [one, two, newId('inquiry')] } }
    const { data } = (await post('/inquiry-sessions/expire-all', body)).json
    expect(data.map((one: { id: string }) => one.id)).toEqual([first.id, second.id])
    expect(await statusOf(first.id)).toBe('expired')
    expect(await statusOf(kept.id)).toBe('new')
  })

  it.each([undefined, {}, { meta: {} }, { meta: { 'inquiry-ids': 'inq_1' } }])(
    'is refused with %j',
    async body => {
      expect((await post('/inquiry-sessions/expire-all', body)).status).toBe(400)
    },
  )
})
