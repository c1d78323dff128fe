import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SESSION_SECONDS_MAX, SESSION_SECONDS_MIN } from '../../../server/connect/session.ts'
import { EXPIRES_IN_SECONDS_MAX, EXPIRES_IN_SECONDS_MIN } from '../../../server/connect/share-token.ts'
import { attributes, decide, mint, startServer, type TestServer } from '../harness.ts'
import { allVerifiers } from '../verifiers.ts'
import { newSession } from './setting.ts'

/** Whatever was made to last so long is good until then, and from that millisecond on it is not. */

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_123)
const RUNS = 25

let server: TestServer
let ahead = 0
beforeAll(async () => {
  server = await startServer({ clock: () => START + ahead, verifiers: allVerifiers })
})
afterAll(() => server.close())

/** The clock stands still unless it is moved, so that the very millisecond can be met. */
const START = Date.now()

const lasting = (least: number, most: number) => fc.integer({ min: least, max: most })

/** How long after the end, in ms; before it where that is negative. */
const distance = fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -59_000, max: 10 ** 10 }))

const holds = (seconds: fc.Arbitrary<number>, check: (seconds: number, distance: number) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(seconds, distance, async (lasts, after) => {
      ahead = 0
      await check(lasts, after)
    }),
    {
      numRuns: RUNS,
      seed: SEED,
      examples: [
        [60, -1],
        [60, 0],
      ],
    },
  )

const moveTo = (seconds: number, after: number) => {
  ahead = seconds * 1000 + after
}

describe('after its time', () => {
  it('a share token is not redeemed', async () => {
    await holds(lasting(EXPIRES_IN_SECONDS_MIN, EXPIRES_IN_SECONDS_MAX), async (seconds, after) => {
      const template = server.sandbox['destination-inquiry-template-id']
      const inquiry = await server.asDestination(
        'POST',
        '/inquiries',
        attributes({ 'inquiry-template-id': template }),
      )
      const token = await mint(server, 'complete', { 'expires-in-seconds': seconds })
      moveTo(seconds, after)
      const path = `/connect/share-tokens/${token.id}`
      const body = attributes({ 'destination-id': inquiry.json.data.id })
      expect((await server.asDestination('POST', `${path}/redeem`, body)).status).toBe(after < 0 ? 202 : 409)
      const { status } = (await server.asDestination('GET', path)).json.data.attributes
      expect(status === 'expired').toBe(after >= 0)
    })
  }, 60_000)

  it('a session takes no decision', async () => {
    await holds(lasting(SESSION_SECONDS_MIN, SESSION_SECONDS_MAX), async (seconds, after) => {
      const session = await newSession(server, { 'expires-in-seconds': seconds })
      moveTo(seconds, after)
      expect((await decide(server, session)).status).toBe(after < 0 ? 201 : 409)
    })
  }, 60_000)

  it('a session redeems nothing', async () => {
    await holds(lasting(SESSION_SECONDS_MIN, SESSION_SECONDS_MAX), async (seconds, after) => {
      const session = await newSession(server, { 'expires-in-seconds': seconds })
      await decide(server, session)
      const token = await mint(server, 'complete', { 'expires-in-seconds': EXPIRES_IN_SECONDS_MAX })
      moveTo(seconds, after)
      const body = attributes({ 'share-token': token.secretForm })
      const answer = await server.call(session.secret, 'POST', '/connect/session/redemption', { body })
      expect([202, 409, 404]).toContain(answer.status)
      expect(answer.status === 202).toBe(after < 0)
    })
  }, 60_000)

  it('an API key opens nothing', async () => {
    await holds(lasting(0, 2_592_000), async (seconds, after) => {
      const made = await server.asDestination(
        'POST',
        '/api-keys',
        attributes({ name: 'short-lived', permissions: ['connect.read'] }),
      )
      const body = { meta: { 'expires-in-seconds': seconds } }
      await server.asDestination('POST', `/api-keys/${made.json.data.id}/expire`, body)
      moveTo(seconds, Math.max(after, -seconds * 1000))
      const answer = await server.call(made.json.data.attributes.value, 'GET', '/connect/connections')
      expect(answer.status).toBe(ahead < seconds * 1000 ? 200 : 401)
    })
  }, 60_000)
})
