import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decide, openSession, share, startServer, type TestServer } from '../harness.ts'

const TOKEN = 'a token of at least thirty-two characters'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ metricsToken: TOKEN })
})
afterAll(() => server.close())

const metrics = (authorization?: string) =>
  fetch(`${server.origin}/metrics`, { headers: authorization === undefined ? {} : { authorization } })

/** The value of each figure, by its name and labels. */
async function figures(): Promise<Map<string, number>> {
  const text = await (await metrics(`Bearer ${TOKEN}`)).text()
  const lines = text.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  )
}

describe('GET /metrics', () => {
  it('counts what the engine has done, by outcome, stage and kind', async () => {
    const before = await figures()
    await share(server)
    const after = await figures()
    const grew = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
    expect(grew('connect_redemption_runs_total{outcome="finished"}')).toBe(1)
    for (const from of ['claimed', 'copied', 'verified', 'collected']) {
      expect(grew(`connect_redemption_stage_seconds_count{from="${from}"}`), from).toBe(1)
    }
    expect(grew('connect_verification_seconds_count{kind="government-id"}')).toBe(1)
    expect(after.get('connect_delivery_age_seconds')).toBe(0)
    expect(after.get('connect_redemption_age_seconds')).toBe(0)
  })

  it('counts the streams that are open', async () => {
    const session = await openSession(server)
    await decide(server, session)
    const leaving = new AbortController()
    const { body } = await fetch(`${server.origin}/api/v1/connect/session/events`, {
      headers: { authorization: `Bearer ${session.secret}`, origin: 'https://bank.example' },
      signal: leaving.signal,
    })
    // What is told first proves that the stream is being read.
    await body?.getReader().read()
    expect((await figures()).get('connect_streams')).toBe(1)
    leaving.abort()
    await expect.poll(async () => (await figures()).get('connect_streams')).toBe(0)
  })

  // Guarantee: figures are for whoever runs the server.
  it.each([undefined, 'Bearer', `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`, TOKEN])(
    'is not there for %j',
    async authorization => {
      expect((await metrics(authorization)).status).toBe(404)
    },
  )

  it('is not there where no token is set', async () => {
    const own = await startServer()
    const answer = await fetch(`${own.origin}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
    expect(answer.status).toBe(404)
    await own.close()
  })

  // Guarantee: nothing in it tells of an organization or a person.
  it('names no organization, person or object', async () => {
    const { session } = await share(server)
    const text = await (await metrics(`Bearer ${TOKEN}`)).text()
    for (const told of [
      session.id,
      session.inquiryId,
      server.sandbox.destination['organization-id'],
      'Meridian',
    ]) {
      expect(text).not.toContain(told)
    }
  })
})

describe('GET /readyz', () => {
  // Guarantee: from the moment it is told to stop, an instance asks for no more work, and still answers.
  it('is 200 until the instance is told to stop, and 503 from then on', async () => {
    const own = await startServer()
    expect((await fetch(`${own.origin}/readyz`)).status).toBe(200)
    await own.connect.drain()
    expect((await fetch(`${own.origin}/readyz`)).status).toBe(503)
    expect((await fetch(`${own.origin}/healthz`)).status).toBe(200)
    expect((await own.asSource('GET', '/inquiries')).status).toBe(200)
    await own.close()
  })
})
