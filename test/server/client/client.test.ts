import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { type Client, createClient } from '../../../client/client.ts'
import { createSessionClient } from '../../../client/session-client.ts'
import { bankStandard } from '../../../demo/sandbox/templates.ts'
import { routesOf } from '../../../server/api/routes.ts'
import type { ProgressEvent } from '../../../server/api/wire.ts'
import { awaitInput, formOf } from '../awaiting.ts'
import { PAGE, startServer, type TestServer } from '../harness.ts'
import { unreliable } from './unreliable.ts'

let server: TestServer
let source: Client
let destination: Client
beforeAll(async () => {
  server = await startServer()
  const baseUrl = server.sandbox['api-base-url']
  source = createClient({ baseUrl, apiKey: server.sandbox.source['api-key'] })
  destination = createClient({ baseUrl, apiKey: server.sandbox.destination['api-key'] })
})
afterAll(() => server.close())

const collect = async <T>(stream: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const one of stream) all.push(one)
  return all
}

/** A session with the client that its page would have. */
async function openSession() {
  const { data, meta } = await destination.sessions.create({
    'inquiry-template-id': server.sandbox['destination-inquiry-template-id'],
    purpose: 'Open an account',
    'allowed-origins': [PAGE],
  })
  const page = createSessionClient({
    baseUrl: server.sandbox['api-base-url'],
    clientSecret: meta['client-secret'],
  })
  return { data, page, inquiryId: data.relationships?.inquiry.data?.id ?? '' }
}

describe('the client', () => {
  it('shares a person from end to end, as the backends and the page do', async () => {
    const { data, page, inquiryId } = await openSession()
    const { data: shown } = await page.retrieve()
    const granted = shown.attributes['data-types'].filter(type => type.available).map(type => type.name)
    await page.decide({
      decision: 'granted',
      'data-types': granted,
      'notice-hash': shown.attributes['notice-hash'],
      locale: 'en',
    })
    const token = await source.shareTokens.create({
      'connection-id': server.sandbox['connection-id'],
      'source-id': server.sandbox['source-inquiry-id'],
      'share-request-id': data.relationships?.['share-request'].data?.id,
    })
    const redemption = await page.redeem(token.meta['share-token'])
    const names = (await collect(page.events())).map(event => event.name)
    expect(names.at(0)).toBe('share-token.received')
    expect(names.at(-1)).toBe('redemption.finished')

    const { data: inquiry, included } = await destination.inquiries.retrieve(inquiryId, {
      include: ['verifications'],
      fields: { inquiry: ['status'] },
    })
    expect(inquiry.attributes).toEqual({ status: 'approved' })
    expect(included?.map(({ type }) => type)).toContain('verification/government-id')
    expect((await collect(destination.redemptions.events(redemption.data.id))).at(-1)?.name).toBe(
      'redemption.finished',
    )
  })

  it('gives what is missing, fields by their names', async () => {
    const { secret, seen } = await awaitInput(server, {
      document: { ...bankStandard, documents: [], verifications: [] },
      person: 'complete',
      dataTypes: ['name', 'birthdate'],
    })
    const page = createSessionClient({ baseUrl: server.sandbox['api-base-url'], clientSecret: secret })
    const asked = (await page.inputs()).data.filter(({ attributes }) => attributes.required)
    expect(asked.map(({ attributes }) => attributes.name)).toEqual([
      'address-street-1',
      'address-city',
      'address-postal-code',
      'address-country-code',
    ])
    const street = { 'address-street-1': 'Teststraße 1', 'address-city': 'Anytown' }
    expect((await page.giveInputs(street)).meta).toEqual({ complete: false })
    const wrong = page.giveInputs({ 'address-country-code': 'Austria' })
    await expect(wrong).rejects.toMatchObject({
      code: 'unprocessable',
      details: ['fields[address-country-code] must have at most 2 characters'],
    })
    const rest = { 'address-postal-code': '1000', 'address-country-code': 'AT' }
    expect((await page.giveInputs(rest)).meta).toEqual({ complete: true })
    const names = (await collect(page.events({ after: seen }))).map(event => event.name)
    expect(names).toEqual(['inquiry.completed', 'redemption.finished'])
  })

  // Guarantee: a form whose answer was lost on the way is sent again by itself, and has had one effect.
  it('gives what is missing once, also where the answer is lost', async () => {
    const { secret } = await awaitInput(server)
    const between = await unreliable(server.origin, ['done unheard', 'passed on'])
    const page = createSessionClient({
      baseUrl: `${between.origin}/api/v1`,
      clientSecret: secret,
      wait: async () => {},
    })
    const bill = formOf({ 'documents[proof-of-address][document]': Buffer.from('%PDF-1.7 of a bill') })
    expect((await page.giveInputs(bill)).meta).toEqual({ complete: true })
    expect(between.seen).toHaveLength(2)
    await between.close()
  })

  it('ends the stream of a session in which the person has declined', async () => {
    const { page } = await openSession()
    const { data } = await page.retrieve()
    const { 'notice-hash': hash } = data.attributes
    await page.decide({ decision: 'declined', 'data-types': [], 'notice-hash': hash, locale: 'en' })
    expect(await collect(page.events())).toEqual([])
  })

  it('goes through the pages of a list by itself', async () => {
    for (let made = 0; made < 7; made++) {
      await source.inquiries.create({ 'inquiry-template-id': await templateOf(source) })
    }
    const paged = await collect(source.inquiries.all({ page: { size: 3 }, filter: { status: 'created' } }))
    const { data: whole } = await source.inquiries.list({
      page: { size: 100 },
      filter: { status: 'created' },
    })
    expect(paged.length).toBeGreaterThanOrEqual(7)
    expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
  })
})

const templateOf = async (client: Client): Promise<string> =>
  (await client.inquiryTemplates.list()).data[0]?.id ?? ''

describe('following a redemption', () => {
  // Guarantee: whatever becomes of the connections, each event comes once and in order.
  it('goes on where the connection was cut, wherever that was', async () => {
    const { data: inquiry } = await destination.inquiries.create({
      'inquiry-template-id': server.sandbox['destination-inquiry-template-id'],
    })
    const token = await source.shareTokens.create({
      'connection-id': server.sandbox['connection-id'],
      'source-id': server.sandbox['source-inquiry-id'],
    })
    await destination.shareTokens.redeem(token.data.id, { 'destination-id': inquiry.id })
    const [redemption] = (await destination.redemptions.list({ page: { size: 1 } })).data
    const id = redemption?.id ?? ''
    const whole = await collect(destination.redemptions.events(id))
    expect(whole.length).toBeGreaterThan(4)

    for (const bytes of [1, 60, 400, 900]) {
      const between = await unreliable(server.origin, [{ bytes }, 'cut off', { bytes: 700 }, 'passed on'])
      const client = createClient({
        baseUrl: `${between.origin}/api/v1`,
        apiKey: server.sandbox.destination['api-key'],
        wait: async () => {},
      })
      expect(await collect(client.redemptions.events(id)), `cut after ${bytes} bytes`).toEqual(whole)
      await between.close()
    }
    expect(await collect(destination.redemptions.events(id, { after: whole[2]?.id ?? '' }))).toEqual(
      whole.slice(3),
    )
  })
})

describe('the methods of the client', () => {
  // Guarantee: there is no operation with an API key that the client cannot make, and it makes none that is not there.
  it('are the operations of the server', async () => {
    const made = new Set<string>()
    const recording: typeof fetch = async (input, init) => {
      const path = new URL(String(input)).pathname.replace('/api/v1', '').replace(/%3Aid/g, ':id')
      made.add(`${init?.method} ${path}`)
      return fetch(input, init)
    }
    const options = { baseUrl: server.sandbox['api-base-url'], fetch: recording, retries: 0 }
    const clients = [
      createClient({ ...options, apiKey: 'none' }),
      { session: createSessionClient({ ...options, clientSecret: 'none' }) },
    ]
    for (const resource of clients.flatMap(client => Object.values<object>(client))) {
      for (const method of Object.values(resource)) await attempt(method)
    }
    const there = routesOf(server.connect.api).map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    const others = there.filter(operation => !BY_KIND.test(operation))
    expect([...made].sort()).toEqual(others.sort())
  })
})

/** The same objects again, by one of their kinds; the client has them under the name of all of them. */
const BY_KIND = /^GET \/(verification|document)\//

/** Calls a method with whatever it takes; the answer is a refusal. */
async function attempt(method: (...given: unknown[]) => unknown): Promise<void> {
  const result = method(':id', {}, {})
  const isStream = typeof result === 'object' && result !== null && Symbol.asyncIterator in result
  const stream: AsyncIterator<unknown> | null = isStream ? (result as AsyncGenerator<unknown>) : null
  await (stream ? stream.next() : Promise.resolve(result)).catch(() => {})
}

describe('the types of the client', () => {
  it('are those of the server’s schemas', () => {
    expectTypeOf(source.connections.retrieve).returns.resolves.toHaveProperty('data')
    type Connection = Awaited<ReturnType<Client['connections']['retrieve']>>['data']
    expectTypeOf<Connection['type']>().toEqualTypeOf<'connect/connection'>()
    expectTypeOf<Connection['attributes']['status']>().toEqualTypeOf<'pending' | 'active' | 'inactive'>()
    type NewToken = Parameters<Client['shareTokens']['create']>[0]
    expectTypeOf<NewToken['expires-in-seconds']>().toEqualTypeOf<number | undefined>()
    type Filter = NonNullable<NonNullable<Parameters<Client['shareTokens']['list']>[0]>['filter']>
    expectTypeOf<Filter['direction']>().toEqualTypeOf<'inbound' | 'outbound' | undefined>()
    expectTypeOf(source.redemptions.events('')).toExtend<AsyncGenerator<ProgressEvent>>()
    // @ts-expect-error no such attribute
    source.connections.create.bind(null, { 'destination-organisation-id': 'org' })
    // @ts-expect-error no such filter
    source.connections.list.bind(null, { filter: { colour: 'red' } })
  })
})

describe('a client without an API key', () => {
  // Guarantee: the dashboard's calls carry the operator's cookie and no key, and a backend's the key and no cookie.
  it.each([
    [{}, null, 'same-origin'],
    [{ apiKey: 'key_1' }, 'Bearer key_1', 'omit'],
  ] as const)(
    'made of %o says who calls by %s, and cookies %s',
    async (given, authorization, credentials) => {
      const calls: RequestInit[] = []
      const answer: typeof fetch = async (_url, init) => {
        calls.push(init ?? {})
        return Response.json({ data: [], links: { prev: null, next: null } })
      }
      await createClient({
        baseUrl: 'https://connect.example/api/v1',
        fetch: answer,
        ...given,
      }).accounts.list()
      expect(new Headers(calls[0]?.headers).get('authorization')).toBe(authorization)
      expect(calls[0]?.credentials).toBe(credentials)
    },
  )
})
