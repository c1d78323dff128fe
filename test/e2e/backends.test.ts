import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type RunningServer, startServer } from './server.ts'

const UNKNOWN_SHARE_REQUEST = 'shrq_01jd0000000000000000000000'

const REFUSAL = {
  'share-request-id': UNKNOWN_SHARE_REQUEST,
  decision: 'declined' as const,
  'data-types': [],
  'notice-hash': 'sha-256:0',
  locale: 'en',
}

const sessionAnswer = z.strictObject({ 'client-secret': z.string().startsWith('cses_') })
const shareAnswer = z.strictObject({ 'share-token': z.string().startsWith('cnst_') })
const refusal = z.strictObject({ errors: z.tuple([z.strictObject({ title: z.string().min(1) })]) })
const shareRequest = z.object({
  data: z.object({
    attributes: z.object({
      'notice-hash': z.string(),
      'data-types': z.array(z.object({ name: z.string() })),
      notice: z.object({ locale: z.string() }),
    }),
  }),
})
const session = z.object({
  data: z.object({
    relationships: z.object({ 'share-request': z.object({ data: z.object({ id: z.string() }) }) }),
  }),
})

describe('the backends of the two pages', () => {
  let server: RunningServer

  beforeAll(async () => {
    server = await startServer()
  }, 60_000)

  afterAll(() => server?.discard())

  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${server.origin}/demo/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })

  const openSession = async () => {
    const answer = await post('session', JSON.stringify({ template: 'standard' }))
    expect(answer.status).toBe(201)
    return sessionAnswer.parse(await answer.json())['client-secret']
  }

  const shareRequestOf = async (clientSecret: string) => {
    const headers = { authorization: `Bearer ${clientSecret}`, origin: server.origin }
    const answer = await fetch(`${server.sandbox['api-base-url']}/connect/session`, { headers })
    return session.parse(await answer.json()).data.relationships['share-request'].data.id
  }

  // The browser is given the session's secret, later a token bound to it, and never an API key.
  it('give the browser no more than it needs', async () => {
    const shareRequestId = await shareRequestOf(await openSession())
    const asked = await fetch(
      `${server.origin}/demo/source/share?person=complete&share-request=${shareRequestId}`,
    )
    const { attributes } = shareRequest.parse(await asked.json()).data
    const share = await post(
      'source/share?person=complete',
      JSON.stringify({
        'share-request-id': shareRequestId,
        decision: 'granted',
        'data-types': attributes['data-types'].map(({ name }) => name),
        'notice-hash': attributes['notice-hash'],
        locale: attributes.notice.locale,
      }),
    )
    expect(share.status).toBe(201)
    expect(shareAnswer.safeParse(await share.json()).success).toBe(true)

    const pages = ['', 'bank.js', 'source/', 'source/exchange.js', 'source/people']
    const texts = await Promise.all(
      pages.map(async page => (await fetch(`${server.origin}/demo/${page}`)).text()),
    )
    for (const key of [server.sandbox.source['api-key'], server.sandbox.destination['api-key']]) {
      expect(texts.filter(text => text.includes(key))).toEqual([])
    }
  })

  // Another site cannot have a session opened for itself.
  it('open sessions for their own page only', async () => {
    const answer = await post('session', '{"template":"standard"}', { origin: 'https://elsewhere.example' })
    expect(answer.status).toBe(403)
    expect(refusal.safeParse(await answer.json()).success).toBe(true)
  })

  // Bad input is answered in the API's own way: a title, never a 5xx, a stack or the value back.
  it.each([
    ['a template that is none', 'session', '{"template":"needle"}', 400],
    ['a property too many', 'session', '{"template":"strict","needle":1}', 400],
    ['no JSON', 'session', '{"needle', 400],
    ['nothing', 'session', '', 400],
    ['a body that is too large', 'session', JSON.stringify({ template: 'needle'.repeat(1000) }), 413],
    ['no share request', 'source/share?person=complete', '{}', 400],
    [
      'a share request that is none',
      'source/share?person=complete',
      JSON.stringify({ ...REFUSAL, 'share-request-id': 'needle' }),
      400,
    ],
    ['nobody known', 'source/share?person=needle', JSON.stringify(REFUSAL), 404],
  ])('refuse %s', async (_, path, body, status) => {
    const answer = await post(path, body)
    const text = await answer.text()
    expect(answer.status).toBe(status)
    expect(refusal.safeParse(JSON.parse(text)).success).toBe(true)
    expect(text).not.toMatch(/needle|node_modules|\.ts:\d/)
  })

  // What the API refuses, the backend refuses with the API's own status.
  it('pass the API’s refusal on', async () => {
    const share = await post('source/share?person=complete', JSON.stringify(REFUSAL))
    const { 'share-request-id': id, ...decision } = REFUSAL
    const refused = server.source.shareRequests.decide(id, decision)
    await expect(refused).rejects.toMatchObject({ name: 'ApiError', status: share.status })
    expect([404, 422]).toContain(share.status)
    expect(refusal.safeParse(await share.json()).success).toBe(true)
  })
})
