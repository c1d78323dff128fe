import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attributes, startServer, type TestServer } from '../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const key = () => server.sandbox.destination['api-key']

/** Every route that takes a body, with a path that exists for the caller. */
const posts = [
  '/connect/connections',
  '/connect/share-tokens',
  '/connect/share-tokens/cnst_01m8383bbzfajt0f8q5rwjz9j2/redeem',
  '/connect/sessions',
  '/inquiries',
]

const CANARY = 'canary-7f3a'

describe('a body that cannot be read', () => {
  const bodies: [string, string, string, number][] = [
    ['is not JSON', '{"data":', 'application/json', 400],
    ['is a form', 'a=b', 'application/x-www-form-urlencoded', 415],
    ['is text', '{"data":{}}', 'text/plain', 415],
    ['is larger than is read', JSON.stringify({ data: 'x'.repeat(300_000) }), 'application/json', 413],
    ['is a list', '[]', 'application/json', 400],
    ['is a bare word', '"data"', 'application/json', 400],
    ['poisons prototypes', '{"__proto__":{"x":1},"data":{"attributes":{}}}', 'application/json', 400],
  ]
  // Guarantee: every route answers a bad body in the published shape with the status that fits, never a 5xx.
  it.each(bodies)('that %s is refused on every route', async (_what, body, type, status) => {
    for (const path of posts) {
      const answer = await server.call(key(), 'POST', path, { body, headers: { 'content-type': type } })
      const expected = path.endsWith('redeem') && status === 400 ? [400, 404] : [status]
      expect(expected, `${path}: ${answer.text}`).toContain(answer.status)
      expect(answer.json.errors.length).toBeGreaterThan(0)
    }
  })
})

describe('a refusal', () => {
  // Guarantee: what was sent never comes back, nor does a stack.
  it('repeats no value and no property name of the caller', async () => {
    const bodies = [
      attributes({ [CANARY]: CANARY }),
      attributes({ 'inquiry-template-id': CANARY, fields: { [CANARY]: CANARY } }),
      attributes({
        'inquiry-template-id': { [CANARY]: [CANARY] },
        purpose: [CANARY],
        'allowed-origins': CANARY,
      }),
      attributes({ 'connection-id': CANARY, 'source-id': CANARY, 'expires-in-seconds': CANARY }),
      attributes({ fields: { [CANARY]: { [CANARY]: CANARY } } }),
    ]
    for (const path of posts) {
      for (const body of bodies) {
        const { status, text } = await server.call(key(), 'POST', path, { body })
        expect(status, path).toBeGreaterThanOrEqual(400)
        expect(status, path).toBeLessThan(500)
        expect(text, path).not.toContain(CANARY)
        expect(text, path).not.toMatch(/node_modules|\n\s+at /)
      }
    }
  })

  it('names the property and what is wrong with it', async () => {
    const answer = await server.call(key(), 'POST', '/connect/share-tokens', {
      body: attributes({ 'connection-id': 7, 'expires-in-seconds': 5 }),
    })
    expect(answer.json.errors).toEqual([
      { title: 'Bad Request', details: 'data.attributes.connection-id must be a string' },
      { title: 'Bad Request', details: 'data.attributes.source-id is missing' },
      {
        title: 'Bad Request',
        details: 'data.attributes.expires-in-seconds is too small or too short: at least 60',
      },
    ])
  })

  it('of a method that a route does not have says which it has', async () => {
    const answer = await server.call(key(), 'DELETE', '/connect/connections')
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS')
  })

  it('of a path that is not there is the published one', async () => {
    for (const path of ['/nothing', '/inquiries/%E0%A4%A', '/connect/session/nothing']) {
      const answer = await server.call(key(), 'GET', path)
      expect(answer.status, path).toBe(404)
      expect(answer.json).toEqual({ errors: [{ title: 'Record not found' }] })
    }
  })
})

describe('an answer', () => {
  it('names the request, the organization and the environment, and is not stored', async () => {
    const answer = await server.call(key(), 'GET', '/inquiries')
    expect(answer.headers.get('request-id')).toMatch(/^req_[0-9a-z]{26}$/)
    expect(answer.headers.get('persona-organization-id')).toBe(server.sandbox.destination['organization-id'])
    expect(answer.headers.get('persona-environment-id')).toMatch(/^env_/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-powered-by')).toBeNull()
  })

  it('without a key, or with a wrong one, is the same', async () => {
    const answers = await Promise.all(
      [null, 'connect_sandbox_nobody', `${key()}x`].map(secret => server.call(secret, 'GET', '/inquiries')),
    )
    expect(answers.map(answer => answer.status)).toEqual([401, 401, 401])
    expect(new Set(answers.map(answer => answer.text)).size).toBe(1)
  })
})

describe('a server that meets an error of its own', () => {
  // Guarantee: an error that nobody foresaw is a bare 500 outside and a full record in the log.
  it('says nothing of it outside and logs it', async () => {
    const { vault } = server.connect.api
    const of = vault.of
    vault.of = () => Promise.reject(new Error(CANARY))
    const answer = await server.call(key(), 'GET', '/inquiries')
    vault.of = of
    expect(answer.status).toBe(500)
    expect(answer.json).toEqual({ errors: [{ title: 'Internal server error' }] })
    expect(server.log()).toContain(CANARY)
  })
})
