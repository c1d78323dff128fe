import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expireDueInquiries } from '../../../server/api/inquiries/expire-due.ts'
import { embeddedVerifiers } from '../../../server/verification/registry.ts'
import { attributes, followRedemption, mint, startServer, type TestServer } from '../harness.ts'

const START = Date.parse('2026-03-01T12:00:00Z')
const MINUTE = 60_000
const at = (ms: number) => new Date(START + ms).toISOString()

/** What happens while a redemption's verifications run. */
let meanwhile = () => {}

const verifiers = new Map(
  [...embeddedVerifiers].map(([kind, verifier]) => [
    kind,
    {
      ...verifier,
      run: (input: Parameters<typeof verifier.run>[0]) => {
        meanwhile()
        return verifier.run(input)
      },
    },
  ]),
)

let server: TestServer
let now = START
beforeAll(async () => {
  server = await startServer({ verifiers, clock: () => now })
})
afterAll(() => server.close())
beforeEach(() => {
  now = START
  meanwhile = () => {}
})

type Intervals = Partial<Record<'create' | 'start' | 'resume', number>>

const intervalsOf = (intervals: Intervals) =>
  Object.fromEntries(
    Object.entries(intervals).map(([step, seconds]) => [
      `expiration-after-${step}-interval-seconds`,
      seconds,
    ]),
  )

const post = (path: string, body?: unknown) => server.asDestination('POST', path, body)

const create = (meta: Record<string, unknown>) =>
  post('/inquiries', {
    ...attributes({ 'inquiry-template-id': server.sandbox['destination-inquiry-template-id'] }),
    meta,
  })

const created = async (meta: Record<string, unknown>) => {
  const answer = await create(meta)
  expect(answer.status, answer.text).toBe(201)
  return answer.json
}

/** A new inquiry that expires after a minute, or after these intervals; its identifier. */
const expiring = async (intervals: Intervals = { create: 60 }): Promise<string> =>
  (await created(intervalsOf(intervals))).data.id

const attributesOf = async (id: string) =>
  (await server.asDestination('GET', `/inquiries/${id}`)).json.data.attributes

const simulate = (id: string, type: string) =>
  post(`/inquiries/${id}/perform-simulate-actions`, { meta: { 'simulate-actions': [{ type }] } })

/** What has been recorded of an object, oldest first; read from the store, for asking the API looks for what is over. */
const recorded = async (id: string): Promise<string[]> => {
  const events = server.connect.api.store.db.selectFrom('event').select('name')
  const rows = await events.where('object_id', '=', id).orderBy('id').execute()
  return rows.map(({ name }) => name)
}

const steps = {
  create: () => {},
  start: (id: string) => simulate(id, 'start_inquiry'),
  expire: (id: string) => post(`/inquiries/${id}/expire`),
  resume: (id: string) => post(`/inquiries/${id}/resume`),
}

describe('the time at which an inquiry expires', () => {
  // Published: each step begins an interval of its own; one that is left out is as long as the one before it. Every step
  // is taken half a minute after the one before.
  it.each<[Intervals, (keyof typeof steps)[], number | null]>([
    [{}, ['create'], null],
    [{ create: 60 }, ['create'], 60],
    [{ create: 60 }, ['create', 'start'], 30 + 60],
    [{ create: 60, start: 600 }, ['create', 'start'], 30 + 600],
    [{ create: 600, start: 60 }, ['create', 'start'], 30 + 60],
    [{ start: 60 }, ['create'], null],
    [{ start: 60 }, ['create', 'start'], 30 + 60],
    [{ create: 60 }, ['create', 'expire', 'resume'], 60 + 60],
    [{ create: 60, resume: 5 }, ['create', 'start', 'expire', 'resume'], 90 + 5],
    [{ resume: 5 }, ['create', 'start'], null],
    [{}, ['create', 'expire', 'resume'], null],
    // Who goes on with what has not expired gets no more time.
    [{ create: 60 }, ['create', 'resume'], 60],
  ])('with %j, after %j, is %j s', async (intervals, taken, seconds) => {
    const id = await expiring(intervals)
    for (const step of taken.slice(1)) {
      now += 30_000
      expect((await steps[step](id))?.status).toBe(200)
    }
    const expected = seconds === null ? null : at(seconds * 1000)
    expect((await attributesOf(id))['expires-at']).toBe(expected)
  })

  it('is also begun anew by a redemption that starts it', async () => {
    const id = await expiring({ create: 600, start: 60 })
    now += 30_000
    await redeemInto(id)
    expect(await attributesOf(id)).toMatchObject({ status: 'approved', 'expires-at': at(90_000) })
  })

  it.each([0, -1, 1.5, 31_536_001, '60'])('cannot be %j seconds away', async seconds => {
    const count = () => server.connect.api.store.db.selectFrom('inquiry').select('id').execute()
    const before = await count()
    for (const step of ['create', 'start', 'resume']) {
      const answer = await create({ [`expiration-after-${step}-interval-seconds`]: seconds })
      expect(answer.status, answer.text).toBe(400)
    }
    expect(await count()).toEqual(before)
  })
})

describe('an inquiry whose time is over', () => {
  // Guarantee: nobody has to ask. It happens where everybody can see it, and is told once.
  it('expires by itself', async () => {
    const id = await expiring()
    now += MINUTE
    await expect.poll(() => recorded(id), { timeout: 30_000 }).toContain('inquiry.expired')
    await Promise.all([id, id].map(attributesOf))
    expect(await recorded(id)).toEqual(['inquiry.created', 'inquiry.expired'])
  })

  // Guarantee: whoever asks finds it as it is by then, to the millisecond, also between two looks.
  it('is found expired by whoever asks', async () => {
    const id = await expiring()
    now += MINUTE - 1
    expect(await attributesOf(id)).toMatchObject({ status: 'created', 'expired-at': null })
    now += 1
    const expired = { status: 'expired', 'expires-at': at(MINUTE), 'expired-at': at(MINUTE) }
    expect(await attributesOf(id)).toMatchObject(expired)
    const idsWith = async (status: string) => {
      const list = await server.asDestination('GET', `/inquiries?filter[status]=${status}&page[size]=1`)
      return list.json.data.map((one: { id: string }) => one.id)
    }
    expect(await idsWith('expired')).toEqual([id])
    expect(await idsWith('created')).not.toContain(id)
  })

  it('is found expired in a list before anybody has looked at it by itself', async () => {
    const id = await expiring()
    now += MINUTE
    const list = await server.asDestination('GET', '/inquiries?filter[status]=expired&page[size]=1')
    expect(list.json.data[0]).toMatchObject({ id, attributes: { 'expired-at': at(MINUTE) } })
  })

  // Published: its sessions and one-time links go with it.
  it('takes its sessions and one-time links along', async () => {
    const { data, meta } = await created({
      ...intervalsOf({ create: 60 }),
      'auto-create-inquiry-session': true,
      'auto-create-one-time-link': true,
    })
    const sessions: string[] = (
      await server.asDestination('GET', `/inquiries/${data.id}`)
    ).json.data.relationships.sessions.data.map((one: { id: string }) => one.id)
    expect(sessions).toHaveLength(2)
    now += MINUTE
    // The person comes first, and finds nothing open.
    const page = await fetch(meta['one-time-link'])
    expect(page.status).toBe(404)
    for (const id of sessions) {
      const session = await server.asDestination('GET', `/inquiry-sessions/${id}`)
      expect(session.json.data.attributes).toMatchObject({ status: 'expired', 'expired-at': at(MINUTE) })
      expect(await recorded(id)).toEqual(['inquiry-session.expired'])
      expect((await post(`/inquiry-sessions/${id}/generate-one-time-link`)).status).toBe(409)
    }
  })

  it('has a link that works until then', async () => {
    const { meta } = await created({ ...intervalsOf({ create: 60 }), 'auto-create-one-time-link': true })
    now += MINUTE - 1
    expect((await fetch(meta['one-time-link'])).status).toBe(200)
  })

  // Guarantee: no operation goes on with it. Each does while there is a millisecond left.
  it.each<[string, (id: string) => Promise<{ status: number }>, number]>([
    ['open a session', id => post('/inquiry-sessions', attributes({ 'inquiry-id': id })), 201],
    ['make a link', id => post(`/inquiries/${id}/generate-one-time-link`), 200],
    ['start it', id => simulate(id, 'start_inquiry'), 200],
    ['complete it', id => simulate(id, 'complete_inquiry'), 200],
    ['fail it', id => simulate(id, 'fail_inquiry'), 200],
    ['redeem into it', id => redeem(id), 202],
  ])('lets nobody %s', async (_what, goOn, done) => {
    const [inTime, late] = [await expiring(), await expiring()]
    now += MINUTE - 1
    expect((await goOn(inTime)).status).toBe(done)
    now += 1
    expect((await goOn(late)).status).toBe(409)
    expect(await attributesOf(late)).toMatchObject({ status: 'expired', 'started-at': null })
  })

  // Guarantee: what a redemption is in the middle of is not completed after the time, and the person's data stays out.
  it('is not completed by a redemption that began before', async () => {
    const id = await expiring({ create: 60, start: 3 })
    meanwhile = () => {
      meanwhile = () => {}
      now += 3_000
    }
    const events = await redeemInto(id)
    expect(events.at(-1)).toMatchObject({ name: 'redemption.failed', reason: 'import_failed' })
    expect(await attributesOf(id)).toMatchObject({ status: 'expired', 'completed-at': null })
  })

  it('can be resumed, and expires again', async () => {
    const id = await expiring({ create: 60, resume: 10 })
    now += MINUTE
    const { data, meta } = (await post(`/inquiries/${id}/resume`)).json
    expect(data.attributes).toMatchObject({
      status: 'pending',
      'expired-at': null,
      'expires-at': at(MINUTE + 10_000),
    })
    expect(meta['session-token']).toMatch(/^iqse_/)
    now += 10_000
    expect((await attributesOf(id)).status).toBe('expired')
    expect(await recorded(id)).toEqual(['inquiry.created', 'inquiry.expired', 'inquiry.expired'])
  })

  // A decision comes before the time or stands: it is never written over.
  it.each(['approve', 'decline', 'mark-for-review'])('leaves %s as it was decided', async action => {
    const id = await expiring()
    const decided = (await post(`/inquiries/${id}/${action}`)).json.data.attributes.status
    now += MINUTE
    expect(await attributesOf(id)).toMatchObject({ status: decided, 'expired-at': null })
  })

  it('stays as it is where it has been redacted', async () => {
    const id = await expiring()
    await server.asDestination('DELETE', `/inquiries/${id}`)
    now += MINUTE
    expect(await attributesOf(id)).toMatchObject({ status: 'created', 'expired-at': null })
  })

  // Guarantee: of several that find it at the same time, one expires it: everything is told once.
  it('is expired once, however many find it', async () => {
    const made = await created({ ...intervalsOf({ create: 60 }), 'auto-create-inquiry-session': true })
    const ids = [made.data.id]
    for (let more = 0; more < 9; more++) ids.push(await expiring())
    now += MINUTE
    const { db } = server.connect.api.store
    await Promise.all(Array.from({ length: 4 }, () => expireDueInquiries(db, now)))
    for (const id of ids) expect(await recorded(id)).toEqual(['inquiry.created', 'inquiry.expired'])
    const [session] = made.meta['session-token'].split('.')
    expect(await recorded(session)).toEqual(['inquiry-session.expired'])
  })

  // More than are expired in one transaction, and none is passed over.
  it('expires with however many others', async () => {
    const ids = await Promise.all(Array.from({ length: 101 }, () => expiring()))
    now += MINUTE
    await expireDueInquiries(server.connect.api.store.db, now)
    const rows = await server.connect.api.store.db
      .selectFrom('inquiry')
      .select('status')
      .where('id', 'in', ids)
      .execute()
    expect(rows.map(({ status }) => status)).toEqual(ids.map(() => 'expired'))
  })
})

describe('an inquiry without an interval', () => {
  it('does not expire', async () => {
    const { data } = await created({})
    now += 365 * 24 * 60 * MINUTE
    expect((await attributesOf(data.id)).status).toBe('created')
  })
})

describe('the one-time links of an inquiry', () => {
  // Published: an inquiry can have a life of its own for them, which a request may still say otherwise.
  it.each([
    ['as it was created with', undefined, 90_000],
    ['as is asked', { meta: { 'expires-in-seconds': 120 } }, 120_000],
  ])('work for as long %s', async (_what, body, lasts) => {
    const { data } = await created({ 'one-time-link-expiration-seconds': 90 })
    const linkOf = async () => {
      const answer = await post(`/inquiries/${data.id}/generate-one-time-link`, body)
      return answer.json.meta['one-time-link']
    }
    const [inTime, late] = [await linkOf(), await linkOf()]
    now += lasts - 1
    expect((await fetch(inTime)).status).toBe(200)
    now += 1
    expect((await fetch(late)).status).toBe(404)
  })

  it('are so by whichever of its sessions they are made', async () => {
    const { data } = await created({ 'one-time-link-expiration-seconds': 90 })
    const session = await post('/inquiry-sessions', attributes({ 'inquiry-id': data.id }))
    const { meta } = (await post(`/inquiry-sessions/${session.json.data.id}/generate-one-time-link`)).json
    now += 90_000
    expect((await fetch(meta['one-time-link'])).status).toBe(404)
  })
})

async function redeem(inquiryId: string) {
  const token = await mint(server)
  return post(`/connect/share-tokens/${token.id}/redeem`, attributes({ 'destination-id': inquiryId }))
}

/** Shares the complete specimen into an inquiry; all events of the redemption. */
async function redeemInto(inquiryId: string) {
  const answer = await redeem(inquiryId)
  expect(answer.status, answer.text).toBe(202)
  const list = await server.asDestination('GET', '/connect/redemptions?page[size]=1')
  return followRedemption(server, list.json.data[0].id)
}
