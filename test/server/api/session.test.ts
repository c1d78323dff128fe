import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import {
  attributes,
  decide,
  eventsOf,
  mint,
  type OpenSession,
  openSession,
  PAGE,
  redeem,
  share,
  startServer,
  type TestServer,
} from '../harness.ts'

let ahead = 0
let server: TestServer
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + ahead })
})
afterAll(() => server.close())

const read = (session: OpenSession, headers: Record<string, string> = {}) =>
  server.call(session.secret, 'GET', '/connect/session', { headers })

/** Runs `work` in a session's future. */
async function later<T>(ms: number, work: () => Promise<T>): Promise<T> {
  ahead = ms
  try {
    return await work()
  } finally {
    ahead = 0
  }
}

const HOUR_MS = 3_600_000

describe('a client secret', () => {
  const secrets: [string, (session: OpenSession) => string][] = [
    ['of another session', ({ secret }) => secret.replace(/.$/, last => (last === 'A' ? 'B' : 'A'))],
    ['that is only the session’s id', ({ id }) => id],
    ['that is an API key', () => server.sandbox.destination['api-key']],
    ['that is nothing of the kind', () => 'secret'],
  ]
  // Guarantee: whatever is wrong with a secret, the answer is the same, and says nothing.
  it.each(secrets)('%s is refused like any other wrong one', async (_what, forge) => {
    const session = await openSession(server)
    expect((await read(session)).status).toBe(200)
    const answer = await server.call(forge(session), 'GET', '/connect/session')
    expect(answer.status).toBe(401)
    expect(answer.json).toEqual({ errors: [{ title: 'Must be authenticated to access this endpoint' }] })
  })

  // Guarantee: a session's secret opens its own session and nothing of the organization.
  it('opens no other part of the API', async () => {
    const session = await openSession(server)
    for (const path of ['/inquiries', '/connect/share-tokens', '/connect/consents', '/events']) {
      expect((await server.call(session.secret, 'GET', path)).status, path).toBe(401)
    }
  })
})

describe('the origin of a page', () => {
  // Guarantee: only pages that the destination named can use the session, and read its answers.
  it('is admitted when the session names it, and only then', async () => {
    const session = await openSession(server)
    const admitted = await read(session, { origin: PAGE })
    expect(admitted.status).toBe(200)
    expect(admitted.headers.get('access-control-allow-origin')).toBe(PAGE)
    expect(admitted.headers.get('vary')).toMatch(/origin/i)
    for (const origin of ['https://evil.example', 'null', `${PAGE}.evil.example`, 'http://bank.example']) {
      const refused = await read(session, { origin })
      expect(refused.status, origin).toBe(403)
      expect(refused.headers.get('access-control-allow-origin'), origin).toBeNull()
    }
  })

  it('may ask beforehand, without credentials', async () => {
    const answer = await fetch(`${server.origin}/api/v1/connect/session/consents`, {
      method: 'OPTIONS',
      headers: { origin: PAGE, 'access-control-request-method': 'POST' },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE)
    expect(answer.headers.get('access-control-allow-headers')).toMatch(/authorization/i)
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })
})

describe('POST /connect/session/consents', () => {
  // Guarantee: what was shown is kept, byte for byte, under the hash that the record names.
  it('records a grant with the notice that was shown', async () => {
    const session = await openSession(server)
    const answer = await decide(server, session)
    expect(answer.status).toBe(201)
    const { json } = await server.asDestination('GET', `/connect/consents/${answer.json.data.id}`)
    expect(json.data.attributes).toMatchObject({
      basis: 'consent',
      decision: 'granted',
      tier: 'destination_asserted',
      'notice-hash': session.resource.attributes['notice-hash'],
      locale: 'en',
    })
    expect((await read(session)).json.data.attributes.status).toBe('granted')
  })

  // Guarantee: declining is recorded, ends the session, and no token can be redeemed in it afterwards.
  it('records a refusal, after which nothing can be redeemed', async () => {
    const session = await openSession(server)
    const answer = await decide(server, session, { decision: 'declined', 'data-types': [] })
    expect(answer.status).toBe(201)
    expect((await read(session)).json.data.attributes.status).toBe('declined')
    const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
    expect((await redeem(server, session, token.secretForm)).status).toBe(409)
    const seen = await server.asDestination('GET', `/connect/share-tokens/${token.id}`)
    expect(seen.json.data.attributes.status).toBe('created')
  })

  const wrong: [string, Record<string, unknown>, number][] = [
    ['another notice than the session’s', { 'notice-hash': `sha-256:${'0'.repeat(64)}` }, 409],
    ['no data types', { 'data-types': [] }, 422],
    ['a data type that was not asked for', { 'data-types': ['name', 'identification-number'] }, 422],
    ['without a required data type', { 'data-types': ['name', 'birthdate', 'address'] }, 422],
    ['a data type twice', { 'data-types': ['name', 'name'] }, 422],
    ['an unknown data type', { 'data-types': ['shoe-size'] }, 400],
    ['an unknown decision', { decision: 'maybe' }, 400],
    ['a declined decision with data types', { decision: 'declined' }, 422],
  ]
  // Guarantee: a decision that the screen could not have produced is refused and not recorded.
  it.each(wrong)('refuses %s', async (_what, change, status) => {
    const session = await openSession(server)
    const answer = await decide(server, session, change)
    expect(answer.status).toBe(status)
    expect((await read(session)).json.data.attributes.status).toBe('open')
  })

  // Guarantee: a page may repeat a request whose answer it lost; nobody may change their mind behind the record.
  it('answers the same decision with its record and refuses another', async () => {
    const session = await openSession(server)
    const first = await decide(server, session)
    const again = await decide(server, session)
    expect(again.json.data.id).toBe(first.json.data.id)
    expect((await decide(server, session, { decision: 'declined', 'data-types': [] })).status).toBe(409)
  })

  it('is refused once the session has expired', async () => {
    const session = await openSession(server)
    expect((await later(HOUR_MS, () => decide(server, session))).status).toBe(409)
  })
})

describe('POST /connect/session/redemption', () => {
  // Guarantee: no redemption without the person's own decision, and the token stays unspent.
  it('is refused without a decision, with the token unspent', async () => {
    const session = await openSession(server)
    const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
    expect((await redeem(server, session, token.secretForm)).status).toBe(409)
    const seen = await server.asDestination('GET', `/connect/share-tokens/${token.id}`)
    expect(seen.json.data.attributes).toMatchObject({ status: 'created', 'redeem-mode': null })
    await decide(server, session)
    expect((await redeem(server, session, token.secretForm)).status).toBe(202)
  })

  const bad: [string, (session: OpenSession) => Promise<string>][] = [
    ['unknown', async () => `cnst_01m8383bbzfajt0f8q5rwjz9j2.${'A'.repeat(43)}`],
    ['malformed', async () => 'not a share token'],
    [
      'with a wrong secret',
      async () => (await mint(server)).secretForm.replace(/.$/, last => (last === 'A' ? 'E' : 'A')),
    ],
    ['named by its id although it is bound to nobody', async () => (await mint(server)).id],
    [
      'bound to another session',
      async () =>
        (await mint(server, 'complete', { 'share-request-id': (await openSession(server)).shareRequestId }))
          .secretForm,
    ],
    [
      'of another session, named by its id',
      async () =>
        (await mint(server, 'complete', { 'share-request-id': (await openSession(server)).shareRequestId }))
          .id,
    ],
    ['spent', async () => spentToken()],
    ['addressed to another destination', async () => foreignToken()],
    ['through an inactive connection', async () => tokenOfDeadConnection()],
  ]
  // Guarantee: whatever is wrong with a token, a page gets one identical answer and nothing changes.
  it.each(bad)('a token that is %s gets the one answer', async (_what, forge) => {
    const session = await openSession(server)
    await decide(server, session)
    const answer = await redeem(server, session, await forge(session))
    expect(answer.status).toBe(404)
    expect(answer.text).toBe('{"errors":[{"title":"Record not found"}]}')
    expect((await read(session)).json.data.attributes.status).toBe('granted')
  })

  it('a token that has expired gets the same answer', async () => {
    const session = await openSession(server)
    await decide(server, session)
    const token = await mint(server, 'complete', { 'expires-in-seconds': 60 })
    const answer = await later(60_000, () => redeem(server, session, token.secretForm))
    expect([answer.status, answer.text]).toEqual([404, '{"errors":[{"title":"Record not found"}]}'])
    expect((await redeem(server, session, token.secretForm)).status).toBe(202)
  })

  async function spentToken(): Promise<string> {
    const session = await openSession(server)
    await decide(server, session)
    const token = await mint(server)
    await redeem(server, session, token.secretForm)
    return token.secretForm
  }

  /** The bank shares with the exchange: a token that leads the other way. */
  async function foreignToken(): Promise<string> {
    const { session } = await share(server)
    const made = await server.asDestination(
      'POST',
      '/connect/connections',
      attributes({ 'destination-organization-id': server.sandbox.source['organization-id'] }),
    )
    const id = made.json.data.id
    await server.asSource('POST', `/connect/connections/${id}/accept`)
    const minted = await server.asDestination(
      'POST',
      '/connect/share-tokens',
      attributes({ 'connection-id': id, 'source-id': session.inquiryId }),
    )
    return minted.json.meta['share-token']
  }

  async function tokenOfDeadConnection(): Promise<string> {
    const destination = server.sandbox.destination['organization-id']
    const made = await server.asSource(
      'POST',
      '/connect/connections',
      attributes({ 'destination-organization-id': destination }),
    )
    const id = made.json.data.id
    await server.asDestination('POST', `/connect/connections/${id}/accept`)
    const token = await mint(server, 'complete', { 'connection-id': id })
    await server.asSource('POST', `/connect/connections/${id}/deactivate`)
    return token.secretForm
  }
})

describe('GET /connect/session/events', () => {
  const stream = (session: OpenSession, headers: Record<string, string> = {}) =>
    fetch(`${server.origin}/api/v1/connect/session/events`, {
      headers: { authorization: `Bearer ${session.secret}`, accept: 'text/event-stream', ...headers },
      signal: AbortSignal.timeout(10_000),
    })

  // Guarantee: a client that was cut off gets what it has not seen, and nothing twice.
  it('goes on after Last-Event-ID, wherever the client was cut off', async () => {
    const { session, events } = await share(server)
    for (let seen = 0; seen <= events.length; seen++) {
      const answer = await stream(session, { 'last-event-id': String(seen) })
      if (!answer.body) throw new Error('no stream')
      const rest = []
      for await (const event of eventsOf(answer.body)) rest.push(event.id)
      expect(rest, `after ${seen}`).toEqual(events.slice(seen).map(event => event.id))
    }
  })

  it('says the same as JSON to those who cannot read a stream', async () => {
    const { session, events } = await share(server)
    const answer = await server.call(session.secret, 'GET', '/connect/session/events', {
      headers: { accept: 'application/json', 'last-event-id': '2' },
    })
    expect(answer.json.data).toEqual(events.slice(2))
  })

  // Guarantee: a token that the source mints for this session arrives by itself, whatever happened to the popup.
  it('tells a waiting page that a token has arrived', async () => {
    const session = await openSession(server)
    const answer = await stream(session)
    if (!answer.body) throw new Error('no stream')
    const events = eventsOf(answer.body)
    const next = events.next()
    const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
    expect((await next).value).toMatchObject({ name: 'share-token.received', 'share-token-id': token.id })
    await events.return(undefined)
  })

  // Guarantee: a page that waits hears of the end when it comes, and not with the next thing that happens.
  it('tells a waiting page that the session has expired, at that moment', async () => {
    const session = await openSession(server, 'standard', { 'expires-in-seconds': 60 })
    const answer = await later(59_700, () => stream(session))
    if (!answer.body) throw new Error('no stream')
    const events = eventsOf(answer.body)
    const told = await later(60_000, async () => [await events.next(), await events.next()])
    expect(told).toMatchObject([{ value: { name: 'session.expired' } }, { done: true }])
  })

  it('says that the session has expired, once, and ends', async () => {
    const session = await openSession(server)
    const names = await later(HOUR_MS, async () => {
      const seen = []
      for (let reading = 0; reading < 2; reading++) {
        const answer = await stream(session)
        if (!answer.body) throw new Error('no stream')
        for await (const event of eventsOf(answer.body)) seen.push(event.name)
      }
      return seen
    })
    expect(names).toEqual(['session.expired', 'session.expired'])
    const answer = await server.call(session.secret, 'GET', '/connect/session/events', {
      headers: { accept: 'application/json' },
    })
    expect(answer.json.data).toHaveLength(1)
  })

  // Guarantee: no event carries a person's value.
  it('tells names of data types and results only', async () => {
    const { events, inquiry } = await share(server)
    const text = JSON.stringify(events)
    for (const { value } of Object.values<{ value: string | null }>(inquiry.attributes.fields)) {
      if (value && value.length > 2) expect(text).not.toContain(value)
    }
  })
})
