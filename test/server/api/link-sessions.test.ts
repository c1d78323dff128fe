import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { askedIn, awaitInput, BILL, giveFields, giveForm, inquiryOf, statusOf } from '../awaiting.ts'
import { codeIn, confirmCode, confirmed, otherThan, sendCode } from '../codes.ts'
import {
  decide,
  followRedemption,
  followToEnd,
  mint,
  type OpenSession,
  redeem,
  startServer,
  type TestServer,
} from '../harness.ts'
import { awaitWithoutPage, linkOf, openLink, sessionByLink } from '../links.ts'

const DAY = 24 * 3_600_000

let server: TestServer
let aheadMs = 0
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + aheadMs })
})
afterAll(() => server.close())
beforeEach(() => {
  aheadMs = 0
})

const post = (path: string, body?: unknown) => server.asDestination('POST', path, body)

const namesOf = (events: readonly { name: string }[]) => events.map(({ name }) => name)

/** What this session asks the person for. */
const asked = async (session: OpenSession): Promise<string[]> =>
  (await askedIn(server, session)).json.data.map((one: { id: string }) => one.id)

/** Everything that a stream has told, for whoever holds the secret. */
const toldIn = (secret: string, path: string) =>
  server.call(secret, 'GET', path, { headers: { accept: 'application/json' } })

const toldTo = ({ secret }: OpenSession) => toldIn(secret, '/connect/session/events')

const toldOf = (redemptionId: string) =>
  toldIn(server.sandbox.destination['api-key'], `/connect/redemptions/${redemptionId}/events`)

const read = ({ secret }: OpenSession, headers: Record<string, string> = {}) =>
  server.call(secret, 'GET', '/connect/session', { headers })

describe('the session of a link', () => {
  // Guarantee: an inquiry that a backend or a workflow has left awaiting input is completed by the person, who is asked
  // for what is missing and for nothing else.
  it('takes what is missing of a redemption that began without a page, and the inquiry completes', async () => {
    const { inquiryId, redemptionId } = await awaitWithoutPage(server, { person: 'no-proof-of-address' })
    const session = await sessionByLink(server, inquiryId)
    expect(await statusOf(server, session)).toBe('awaiting-input')
    expect(session.resource.relationships?.redemption.data?.id).toBe(redemptionId)
    expect(await asked(session)).toEqual([
      // Two that nobody has to give, and the one that is missing.
      'fields[address-street-2]',
      'fields[address-subdivision]',
      'documents[proof-of-address]',
    ])

    const told = await followToEnd(server, session)
    expect(namesOf(told)[0]).toBe('redemption.accepted')
    expect(namesOf(told).at(-1)).toBe('inquiry.awaiting-input')
    expect((await giveForm(server, session, BILL)).json.meta).toEqual({ complete: true })
    const ended = await followToEnd(server, session, told.at(-1)?.id)
    expect(namesOf(ended)).toContain('inquiry.completed')
    expect((await inquiryOf(server, session)).attributes.status).not.toBe('pending')
    expect(await statusOf(server, session)).toBe('completed')
  })

  // Guarantee: whoever follows the redemption by its own stream, as the backend does, misses and repeats nothing.
  it('goes on in the stream that the backend follows', async () => {
    const { inquiryId, redemptionId } = await awaitWithoutPage(server)
    const before = await toldOf(redemptionId)
    const session = await sessionByLink(server, inquiryId)
    const again = await toldOf(redemptionId)
    expect(again.json).toEqual(before.json)
    await giveForm(server, session, BILL)
    await followToEnd(server, session, before.json.data.at(-1).id)
    const whole = await toldOf(redemptionId)
    expect(whole.json.data.slice(0, before.json.data.length)).toEqual(before.json.data)
    expect(namesOf(whole.json.data).at(-1)).toBe('redemption.finished')
    expect(namesOf(await followRedemption(server, redemptionId))).toContain('inquiry.awaiting-input')
  })

  // Guarantee: who follows the redemption hears what comes after a page has gone on with it by its signals, and does not
  // wait for the look that every stream takes now and then: here none ever does.
  it('is heard at once by the backend that has followed all along', async () => {
    const { inquiryId, redemptionId } = await awaitWithoutPage(server)
    const until = AbortSignal.timeout(20_000)
    vi.useFakeTimers({ toFake: ['setInterval'] })
    const followed = server.destination.redemptions.events(redemptionId, { signal: until })
    const told: string[] = []
    const next = async (last: string) => {
      for (let name = ''; name !== last; told.push(name)) name = (await followed.next()).value?.name ?? last
    }
    await next('inquiry.awaiting-input').finally(() => vi.useRealTimers())
    const session = await sessionByLink(server, inquiryId)
    await giveForm(server, session, BILL)
    await next('redemption.finished')
    expect(told).toEqual(namesOf((await toldOf(redemptionId)).json.data))
    expect((await followed.next()).done).toBe(true)
  })

  // Guarantee: nobody is asked twice: what stands on a record is not asked for again, nor can another token come in.
  it('asks for no consent, and redeems nothing', async () => {
    const { inquiryId } = await awaitWithoutPage(server)
    const session = await sessionByLink(server, inquiryId)
    expect((await decide(server, session)).status).toBe(409)
    expect((await redeem(server, session, (await mint(server)).secretForm)).status).toBe(404)
    await expect(mint(server, 'complete', { 'share-request-id': session.shareRequestId })).rejects.toThrow()
    expect(await statusOf(server, session)).toBe('awaiting-input')
  })

  // Guarantee: what a page shows of a person is what they type: nothing that came from the source.
  it('tells nothing of the person', async () => {
    const { inquiryId } = await awaitWithoutPage(server)
    const session = await sessionByLink(server, inquiryId)
    const { fields } = (await inquiryOf(server, session)).attributes
    const told = (
      await Promise.all([
        read(session),
        askedIn(server, session),
        toldTo(session),
        server.call(session.secret, 'GET', '/connect/session/receipt'),
      ])
    ).map(({ text }) => text)
    const values = Object.values<{ value: unknown }>(fields).map(({ value }) => value)
    const long = values.filter(value => typeof value === 'string' && value.length > 3)
    expect(long.length).toBeGreaterThan(3)
    for (const value of long) expect(told.join()).not.toContain(value)
  })

  it('goes on where the person was at the destination’s page, and leaves that page what it has', async () => {
    const atPage = await awaitInput(server)
    const byLink = await sessionByLink(server, atPage.inquiryId)
    expect(byLink.id).toBe(atPage.id)
    expect(byLink.secret).not.toBe(atPage.secret)
    await giveForm(server, byLink, BILL)
    await followToEnd(server, atPage, atPage.seen)
    expect(await statusOf(server, atPage)).toBe('completed')
  })

  it('has a day from when the link is opened, however late that is', async () => {
    const { inquiryId } = await awaitWithoutPage(server)
    const link = await linkOf(server, inquiryId)
    aheadMs = DAY - 60_000
    expect((await openLink(server, link)).status).toBe(200)
    const { json } = await server.asDestination('GET', `/inquiry-sessions?filter[inquiry-id]=${inquiryId}`)
    const { 'started-at': start } = json.data[0].attributes
    aheadMs += DAY - 60_000
    const [later] = (await server.asDestination('GET', `/inquiry-sessions?filter[inquiry-id]=${inquiryId}`))
      .json.data
    expect(later.attributes).toMatchObject({ status: 'active', 'started-at': start })
    aheadMs += 61_000
    const [over] = (await server.asDestination('GET', `/inquiry-sessions?filter[inquiry-id]=${inquiryId}`))
      .json.data
    expect(over.attributes.status).toBe('expired')
  })

  it('is not counted among those that destinations open', async () => {
    const funnel = async () => (await server.destination.statistics.retrieve({})).data.attributes.funnel
    const before = await funnel()
    const { inquiryId } = await awaitWithoutPage(server)
    await sessionByLink(server, inquiryId)
    expect(await funnel()).toEqual(before)
  })
})

describe('the session of a link, attacked', () => {
  // Guarantee: a secret is good for its own session, from this server's own page.
  it('opens to its page’s secret alone, from its page’s origin alone', async () => {
    const one = await sessionByLink(server, (await awaitWithoutPage(server)).inquiryId)
    const other = await sessionByLink(server, (await awaitWithoutPage(server)).inquiryId)
    expect((await read(one, { origin: server.origin })).status).toBe(200)
    expect((await read(one, { origin: 'https://bank.example' })).status).toBe(403)
    const mixed = { ...one, secret: `${other.id}.${one.secret.split('.')[1]}` }
    expect((await read(mixed)).status).toBe(401)
    expect((await read({ ...one, secret: `${one.id}.${'A'.repeat(43)}` })).status).toBe(401)
  })

  // Guarantee: a link neither widens what the destination's own page may do, nor takes its secret's place there.
  it('leaves the origins of the destination’s page as they were', async () => {
    const atPage = await awaitInput(server)
    const byLink = await sessionByLink(server, atPage.inquiryId)
    expect((await read(atPage, { origin: server.origin })).status).toBe(403)
    expect((await read(atPage, { origin: 'https://bank.example' })).status).toBe(200)
    expect((await read(byLink, { origin: 'https://bank.example' })).status).toBe(403)
  })

  it.each([
    [
      'has ended the session',
      (id: string) => post('/inquiry-sessions/expire-all', { meta: { 'inquiry-ids': [id] } }),
    ],
    ['has declined the inquiry', (id: string) => post(`/inquiries/${id}/decline`)],
    ['has expired the inquiry', (id: string) => post(`/inquiries/${id}/expire`)],
    ['has redacted the inquiry', (id: string) => server.asDestination('DELETE', `/inquiries/${id}`)],
  ])('is shut once its organization %s', async (_, end) => {
    const { inquiryId } = await awaitWithoutPage(server)
    const session = await sessionByLink(server, inquiryId)
    expect((await end(inquiryId)).status).toBeLessThan(300)
    expect((await read(session)).status).toBe(401)
    expect((await giveForm(server, session, BILL)).status).toBe(401)
    expect((await toldTo(session)).status).toBe(401)
  })

  // Guarantee: an inquiry is filled once: of two pages that both have its last document one completes it.
  it('gives what two links bring one session, which completes once', async () => {
    const { inquiryId } = await awaitWithoutPage(server)
    const [one, two] = await Promise.all([sessionByLink(server, inquiryId), sessionByLink(server, inquiryId)])
    expect(one.id).toBe(two.id)
    const asked = (await toldTo(one)).json.data
    const answers = await Promise.all([giveForm(server, one, BILL), giveForm(server, two, BILL)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    await followToEnd(server, two, asked.at(-1).id)
    const events = namesOf((await toldTo(one)).json.data)
    expect(events.filter(name => name === 'inquiry.completed')).toHaveLength(1)
    expect(events).toEqual(namesOf((await toldTo(two)).json.data))
  })

  // Guarantee: what was taken back is not gone on with, wherever it was taken back.
  it('takes nothing once the consent has been withdrawn', async () => {
    const { inquiryId, redemptionId } = await awaitWithoutPage(server)
    const session = await sessionByLink(server, inquiryId)
    const waiting = await linkOf(server, inquiryId)
    const { consent_id: consentId } = await server.connect.api.store.db
      .selectFrom('redemption')
      .select('consent_id')
      .where('id', '=', redemptionId)
      .executeTakeFirstOrThrow()
    expect((await post(`/connect/consents/${consentId}/withdraw`)).status).toBe(200)
    expect((await giveForm(server, session, BILL)).status).toBe(409)
    expect(await statusOf(server, session)).toBe('declined')
    expect((await openLink(server, waiting)).status).toBe(409)
  })

  it('lets the person take back what it stands on, with a receipt of it', async () => {
    const { inquiryId } = await awaitWithoutPage(server)
    const session = await sessionByLink(server, inquiryId)
    expect((await server.call(session.secret, 'GET', '/connect/session/receipt')).status).toBe(200)
    expect((await server.call(session.secret, 'POST', '/connect/session/withdraw')).status).toBe(200)
    expect((await giveForm(server, session, BILL)).status).toBe(409)
  })

  // Guarantee: the limits of codes are the redemption's: a new link does not begin them anew.
  it('sends and tries no more codes because there are more links', async () => {
    const { inquiryId } = await awaitWithoutPage(server, {
      document: confirmed(['phone-number']),
      person: 'complete',
      dataTypes: ['name', 'email-address'],
    })
    const first = await sessionByLink(server, inquiryId)
    await giveFields(server, first, { 'phone-number': '+41791234567' })
    expect((await sendCode(server, first)).status).toBe(200)
    const code = await codeIn(server, first)
    for (let tries = 0; tries < 4; tries += 1) await confirmCode(server, first, otherThan(code))
    const second = await sessionByLink(server, inquiryId)
    expect((await sendCode(server, second)).status).toBe(429)
    const { json } = await askedIn(server, second)
    const input = json.data.find((one: { attributes: { kind: string } }) => one.attributes.kind === 'code')
    expect(input.attributes['attempts-left']).toBe(1)
    expect((await confirmCode(server, second, code)).status).toBe(200)
  })
})
