import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { awaitInput, BILL, giveForm } from '../awaiting.ts'
import { decide, followToEnd, openSession, share, startServer, type TestServer } from '../harness.ts'
import { cloneOf } from './backend.ts'

const DAY_MS = 86_400_000

let server: TestServer
let aheadMs = 0
const now = () => systemClock() + aheadMs
const dayOf = (ms: number) => new Date(ms - (ms % DAY_MS)).toISOString()

beforeAll(async () => {
  server = await startServer({ clock: now })
  await share(server)
  await decide(server, await openSession(server), { decision: 'declined', 'data-types': [] })
  await openSession(server)
  aheadMs += DAY_MS
  await cloneOf(server, 'complete')
  const session = await awaitInput(server)
  await giveForm(server, session, BILL)
  await followToEnd(server, session, session.seen)
  await awaitInput(server)
})
afterAll(() => server.close())

const statistics = async (options: Parameters<TestServer['destination']['statistics']['retrieve']>[0] = {}) =>
  (await server.destination.statistics.retrieve(options)).data.attributes

describe('statistics', () => {
  it('tell of every day, how the redemptions of it stand', async () => {
    const { redemptions, from, to, interval } = await statistics({ intervals: 3 })
    const none = { finished: 0, failed: 0, 'awaiting-input': 0, running: 0 }
    expect(redemptions).toEqual([
      { ...none, at: dayOf(now() - 2 * DAY_MS) },
      { ...none, at: dayOf(now() - DAY_MS), finished: 1 },
      { ...none, at: dayOf(now()), finished: 2, 'awaiting-input': 1 },
    ])
    expect([from, to, interval]).toEqual([redemptions[0]?.at, dayOf(now() + DAY_MS), 'day'])
  })

  it('tell how far the sessions of that time came', async () => {
    expect((await statistics()).funnel).toEqual({
      sessions: 5,
      'consent-granted': 3,
      'consent-declined': 1,
      'share-token-received': 3,
      redeemed: 3,
      'awaited-input': 2,
      completed: 2,
    })
    const today = await statistics({ intervals: 1 })
    expect(today.funnel).toMatchObject({ sessions: 2, redeemed: 2, completed: 1 })
  })

  it('tell how long each stage took', async () => {
    const { stages } = await statistics()
    expect(stages.map(one => [one.stage, one.redemptions])).toEqual([
      ['collect', 2],
      ['complete', 3],
      ['copy', 4],
      ['verify', 3],
    ])
    for (const one of stages) expect(one['percentile-95-ms']).toBeGreaterThanOrEqual(one['percentile-50-ms'])
  })

  // Guarantee: what people typed again is counted against what they did not.
  it('tell how many fields nobody had to type again', async () => {
    const { fields } = await statistics()
    expect(fields.copied).toBeGreaterThan(20)
    expect(fields).toMatchObject({ asked: 0, 'copied-share': 1 })
    const session = await awaitInput(server, {
      dataTypes: ['name', 'government-id', 'selfie', 'proof-of-address'],
    })
    const missing = await server.call(session.secret, 'GET', '/connect/session/inputs')
    const typed = missing.json.data.filter(
      (input: { attributes: { kind: string; required: boolean } }) =>
        input.attributes.kind === 'field' && input.attributes.required,
    )
    expect(typed.length).toBeGreaterThan(0)
    const after = (await statistics()).fields
    expect(after.asked).toBe(typed.length)
    expect(after['copied-share']).toBe(after.copied / (after.copied + after.asked))
  })

  it('are those of the caller’s environment alone', async () => {
    const { data } = await server.source.statistics.retrieve({ intervals: 30 })
    expect(data.attributes.funnel.sessions).toBe(0)
    expect(data.attributes.stages).toEqual([])
    expect(data.attributes.fields).toEqual({ copied: 0, asked: 0, 'copied-share': null })
  })

  it('can be had by hour, and up to another time', async () => {
    const { redemptions } = await statistics({
      interval: 'hour',
      intervals: 366,
      until: new Date(now()).toISOString(),
    })
    expect(redemptions).toHaveLength(366)
    const finished = redemptions.reduce((sum, one) => sum + one.finished, 0)
    expect(finished).toBe(3)
    const before = await statistics({ until: new Date(now() - 10 * DAY_MS).toISOString() })
    expect(before.funnel.sessions).toBe(0)
  })

  it.each(['intervals=367', 'intervals=0', 'interval=week', 'until=today', 'until=0000-01-01T00:00:00Z'])(
    'are refused for %s',
    async query => {
      expect((await server.asDestination('GET', `/connect/statistics?${query}`)).status).toBe(400)
    },
  )
})
