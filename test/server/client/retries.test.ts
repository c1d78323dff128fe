import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ApiError } from '../../../client/api-error.ts'
import { type Client, createClient } from '../../../client/client.ts'
import { startServer, type TestServer } from '../harness.ts'
import { type Fate, type Unreliable, unreliable } from './unreliable.ts'

/** The client on the way to the real server over one that fails as it is told. */

let server: TestServer
let between: Unreliable
let waits: number[]
beforeAll(async () => {
  server = await startServer()
})
afterEach(() => between.close())
afterAll(() => server.close())

/** A client whose requests meet these fates, and which waits no longer than it has to in a test. */
async function meeting(
  fates: readonly Fate[],
  options: { retries?: number; timeout?: number } = {},
): Promise<Client> {
  between = await unreliable(server.origin, fates)
  waits = []
  return createClient({
    baseUrl: `${between.origin}/api/v1`,
    apiKey: server.sandbox.source['api-key'],
    random: () => 0.5,
    wait: async ms => void waits.push(ms),
    ...options,
  })
}

const create = (client: Client) =>
  client.connections.create({ 'destination-organization-id': server.sandbox.destination['organization-id'] })

const connectionCount = async (): Promise<number> =>
  (await server.asSource('GET', '/connect/connections?page[size]=100')).json.data.length

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    error => error,
  )

describe('a write whose answer is lost', () => {
  // Guarantee: the effect happens once, and the caller gets the answer of that one time.
  it('is made again under the same key, and has no second effect', async () => {
    const client = await meeting(['done unheard', 'cut off', 'passed on'])
    const before = await connectionCount()
    const { data } = await create(client)
    expect(await connectionCount()).toBe(before + 1)
    const keys = between.seen.map(({ headers }) => headers['idempotency-key'])
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
    expect(data.id).toMatch(/^cxn_/)
  })

  it('goes under a key of the caller’s, where there is one', async () => {
    const client = await meeting(['passed on'])
    const options = { idempotencyKey: 'my-own-key' }
    const attributes = { 'destination-organization-id': server.sandbox.destination['organization-id'] }
    const first = await client.connections.create(attributes, options)
    const second = await client.connections.create(attributes, options)
    expect(second.data.id).toBe(first.data.id)
  })

  it('goes under another key the next time it is meant', async () => {
    const client = await meeting(['passed on'])
    const [first, second] = [await create(client), await create(client)]
    expect(second.data.id).not.toBe(first.data.id)
  })
})

describe('a call that fails in passing', () => {
  const passing: [string, Fate][] = [
    ['no answer', 'cut off'],
    ['500', { status: 500 }],
    ['502 of a proxy', { status: 502, body: '<html>Bad Gateway</html>' }],
    ['503', { status: 503 }],
    ['429', { status: 429, headers: { 'retry-after': '0' } }],
  ]
  it.each(passing)('is made again after %s', async (_what, fate) => {
    const client = await meeting([fate, fate, 'passed on'])
    expect((await client.connections.list()).data.length).toBeGreaterThan(0)
    expect(between.seen).toHaveLength(3)
  })

  it('waits longer each time, up to a limit', async () => {
    const client = await meeting([{ status: 503 }], { retries: 7 })
    await failureOf(client.connections.list())
    expect(waits).toEqual([125, 250, 500, 1000, 2000, 4000, 4000])
  })

  const told: [string, Record<string, string>, number][] = [
    ['Retry-After in seconds', { 'retry-after': '7', 'ratelimit-reset': '50' }, 7125],
    ['RateLimit-Reset', { 'ratelimit-reset': '12' }, 12_125],
  ]
  it.each(told)('waits as long as %s says, and a little more', async (_what, headers, expected) => {
    const client = await meeting([{ status: 429, headers }, 'passed on'])
    await client.connections.list()
    expect(waits).toEqual([expected])
  })

  it('understands a date in Retry-After', async () => {
    const client = await meeting([
      { status: 503, headers: { 'retry-after': new Date(Date.now() + 20_000).toUTCString() } },
      'passed on',
    ])
    await client.connections.list()
    expect(waits[0]).toBeGreaterThan(15_000)
    expect(waits[0]).toBeLessThan(21_000)
  })

  it('is given up when it has been tried often enough', async () => {
    const client = await meeting([{ status: 503 }], { retries: 2 })
    expect(await failureOf(client.connections.list())).toMatchObject({ code: 'internal', status: 503 })
    expect(between.seen).toHaveLength(3)
  })

  it('is given up where the server asks for longer than anybody would wait', async () => {
    const client = await meeting([{ status: 429, headers: { 'retry-after': '3600' } }])
    expect(await failureOf(client.connections.list())).toMatchObject({
      code: 'too_many_requests',
      retryAfter: 3_600_000,
    })
    expect(between.seen).toHaveLength(1)
  })
})

describe('a call that fails for good', () => {
  it('is not made again, and says why by a code', async () => {
    const client = await meeting(['passed on'])
    const failure = await failureOf(client.connections.retrieve('cxn_nobody'))
    expect(failure).toBeInstanceOf(ApiError)
    expect(failure).toMatchObject({
      code: 'not_found',
      status: 404,
      requestId: expect.stringMatching(/^req_/),
    })
    expect(between.seen).toHaveLength(1)
  })

  it('says what is wrong in the server’s words', async () => {
    const client = await meeting(['passed on'])
    const failure = await failureOf(client.shareTokens.create({ 'connection-id': 'x', 'source-id': 'y' }))
    expect(failure).toMatchObject({
      code: 'unprocessable',
      details: ['data.attributes.connection-id is not found'],
    })
  })

  it('never says the key', async () => {
    const client = await meeting(['cut off'], { retries: 0 })
    const failure = await failureOf(client.connections.list())
    expect(failure).toMatchObject({ code: 'unreachable', status: null })
    expect(String(failure) + JSON.stringify(failure)).not.toContain(server.sandbox.source['api-key'])
  })

  it('is one whose answer is none of Connect’s', async () => {
    const client = await meeting([{ status: 200, body: '<html>Welcome to the hotel</html>' }])
    expect(await failureOf(client.connections.list())).toMatchObject({ code: 'unexpected_answer' })
  })
})

describe('a caller', () => {
  it('gets its own reason when it gives up itself, also while the client waits', async () => {
    const leaving = new AbortController()
    between = await unreliable(server.origin, [{ status: 503 }])
    const client = createClient({ baseUrl: `${between.origin}/api/v1`, apiKey: 'key', random: () => 1 })
    const failure = failureOf(client.connections.list({ signal: leaving.signal }))
    leaving.abort(new Error('the page was left'))
    expect(await failure).toMatchObject({ message: 'the page was left' })
  })
})
