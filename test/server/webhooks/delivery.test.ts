import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { sealOfWebhook } from '../../../server/store/webhooks.ts'
import { startServer, type TestServer } from '../harness.ts'
import { isGenuine, type Receiver, startReceiver, verifyPublished, verifyStandard } from './receiver.ts'
import { happen, subscribe } from './subscribe.ts'

let server: TestServer
let receiver: Receiver
let other: Receiver
/** After how many seconds each of the seven retries is published to come. */
const PUBLISHED_RETRIES = [3, 64, 729, 4_096, 15_625, 46_656, 117_649] as const
/** How far the server's clock is ahead, in ms. */
let ahead = 0
beforeAll(async () => {
  receiver = await startReceiver()
  other = await startReceiver()
  const webhookOrigins = [receiver.origin, other.origin]
  server = await startServer({ webhookOrigins, clock: () => systemClock() + ahead })
})
afterAll(async () => {
  await server.close()
  await Promise.all([receiver.close(), other.close()])
})
afterEach(async () => {
  for await (const { id } of server.destination.webhooks.all()) await server.destination.webhooks.archive(id)
  receiver.answers(() => 200)
  receiver.received.length = 0
  other.received.length = 0
  ahead = 0
})

const listen = (more = {}) => subscribe(server, `${receiver.origin}/webhooks`, more)
const deliveryOf = async (webhookId: string) =>
  (await server.destination.webhookDeliveries.list({ filter: { 'webhook-id': webhookId } })).data[0]
/** The first delivery to a webhook, as soon as it is so. */
async function deliveryWhen(webhookId: string, holds: (status: string, made: number) => boolean) {
  for (;;) {
    const found = await deliveryOf(webhookId)
    if (found && holds(found.attributes.status, found.attributes['attempts-made'])) return found
  }
}

describe('a delivery', () => {
  // Guarantee: verifiers of both kinds accept it unchanged.
  it('is the event as the API answers it, signed by both schemes', async () => {
    const { secret } = await listen()
    await happen(server)
    const received = await receiver.nth(1)
    const { data: event } = await server.destination.events.retrieve(receiver.eventIds()[0] ?? '')
    expect(event.attributes.name).toBe('account.created')
    expect(verifyStandard(received, secret)).toEqual({ data: event })
    expect(verifyPublished(received, secret)).toBe(true)
    expect(received.path).toBe('/webhooks')
    expect(received.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': event.id,
      'persona-webhook-attempts-made': '1',
      'persona-webhook-attempts-left': '7',
      'persona-webhook-first-attempted-at': received.headers['webhook-timestamp'],
    })
  })

  // The checks above do tell: neither accepts another secret, another body or another time.
  // Guarantee: headers that say who a message is from are ours, whatever is stored beside them.
  it.each([
    ['written as ours are', { 'webhook-id': 'evt_theirs', 'Persona-Signature': 't=1,v1=00' }],
    ['written otherwise', { 'Webhook-ID': 'evt_theirs', 'persona-signature': 't=1,v1=00' }],
  ])('has our headers, though the organization’s had the same names, %s', async (_, names) => {
    const { id, secret } = await listen()
    const { db } = server.connect.api.store
    const { environment_id: environmentId } = await db
      .selectFrom('webhook')
      .select('environment_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const vault = await server.connect.api.vault.of(db, environmentId)
    const theirs = JSON.stringify({ ...names, 'X-Theirs': 'sent' })
    const sealed_headers = sealOfWebhook(vault, id, 'headers', theirs)
    await db.updateTable('webhook').set({ sealed_headers }).where('id', '=', id).execute()
    await happen(server)
    const received = await receiver.nth(1)
    expect(received.headers['x-theirs']).toBe('sent')
    expect(received.headers['webhook-id']).toBe(receiver.eventIds()[0])
    expect(isGenuine(received, secret)).toBe(true)
  })

  it('is accepted by nobody who has another secret, or gets another body', async () => {
    const { secret } = await listen()
    await happen(server)
    const received = await receiver.nth(1)
    const wrong = `whsec_${Buffer.alloc(32).toString('base64')}`
    expect([isGenuine(received, secret), isGenuine(received, wrong)]).toEqual([true, false])
    const changed = { ...received, body: received.body.replace('account', 'Account') }
    expect(verifyPublished(changed, secret)).toBe(false)
    expect(() => verifyStandard(changed, secret)).toThrow()
  })

  it('has the inflection, the headers and the attributes that the webhook asks for', async () => {
    await listen({
      'api-key-inflection': 'camel',
      'api-attributes-blocklist': ['status'],
      'custom-http-headers': { 'X-API-Key': '4711' },
      'enabled-events': ['inquiry.approved'],
    })
    const { data: inquiry } = await server.destination.inquiries.create({
      'inquiry-template-id': server.sandbox['destination-inquiry-template-id'],
    })
    await server.destination.inquiries.approve(inquiry.id)
    const received = await receiver.nth(1)
    const { data } = JSON.parse(received.body)
    expect(data.attributes).toEqual({
      name: 'inquiry.approved',
      payload: { data: { type: 'inquiry', id: inquiry.id, attributes: {} } },
      createdAt: expect.any(String),
    })
    expect(received.headers['x-api-key']).toBe('4711')
    const { data: event } = await server.destination.events.retrieve(data.id)
    expect(event.attributes.payload.data.attributes).toEqual({ status: 'approved' })
  })

  it('is made of the events that the webhook has enabled, while it is enabled, of its environment', async () => {
    const { id } = await listen({ 'enabled-events': ['transaction.created'] })
    await happen(server)
    await server.source.transactions.create({})
    const { data: heard } = await server.destination.transactions.create({})
    await receiver.nth(1)
    await server.destination.webhooks.disable(id)
    await server.destination.transactions.create({})
    await server.destination.webhooks.enable(id)
    const { data: again } = await server.destination.transactions.create({})
    await receiver.nth(2)
    const about = receiver.received.map(({ body }) => JSON.parse(body).data.attributes.payload.data.id)
    expect(about).toEqual([heard.id, again.id])
  })
})

describe('while a secret is rotated', () => {
  // Guarantee: receivers with the old secret and with the new one both accept, until the old one is over.
  it('everything is signed with both', async () => {
    const { id, secret: old } = await listen()
    const { data } = await server.destination.webhooks.rotateSecret(id, { 'expires-in-seconds': 60 })
    const { secret } = data.attributes
    await happen(server)
    const first = await receiver.nth(1)
    expect([isGenuine(first, old), isGenuine(first, secret)]).toEqual([true, true])
    expect(first.headers['persona-signature']).toMatch(/^t=\d+,v1=[0-9a-f]{64} t=\d+,v1=[0-9a-f]{64}$/)

    ahead = 61_000
    await happen(server)
    const second = await receiver.nth(2)
    expect([verifyPublished(second, old), verifyPublished(second, secret)]).toEqual([false, true])
    expect(second.headers['webhook-signature']).toMatch(/^v1,\S+$/)
  })
})

describe('a receiver that fails', () => {
  it('is asked again after each of the published delays, and then no more', async () => {
    receiver.answers(() => 500)
    const { id, secret } = await listen()
    await happen(server)
    for (const [index, seconds] of PUBLISHED_RETRIES.entries()) {
      const delivery = await deliveryWhen(id, (_, made) => made === index + 1)
      expect(delivery.attributes).toMatchObject({ status: 'pending', 'response-status': 500 })
      const { 'last-attempted-at': last, 'next-attempt-at': next } = delivery.attributes
      expect(Date.parse(next ?? '') - Date.parse(last ?? '')).toBe(seconds * 1000)
      ahead += seconds * 1000
    }
    const dead = await deliveryWhen(id, status => status === 'failed')
    expect(dead.attributes).toMatchObject({ 'attempts-made': 8, 'attempts-left': 0, 'next-attempt-at': null })
    expect(receiver.received).toHaveLength(8)
    expect(new Set(receiver.eventIds()).size).toBe(1)
    const made = receiver.received.map(({ headers }) => headers['persona-webhook-attempts-made'])
    expect(made).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
    const first = receiver.received.map(({ headers }) => headers['persona-webhook-first-attempted-at'])
    expect(new Set(first).size).toBe(1)
    expect(receiver.received.filter(one => !verifyPublished(one, secret))).toEqual([])
  })

  // Guarantee: verifiers refuse what was signed more than five minutes ago; a retry is signed when it is made.
  it('is asked with the time of each attempt, and not of the event', async () => {
    receiver.answers(() => 500)
    const { id } = await listen()
    await happen(server)
    await deliveryWhen(id, (_, made) => made === 1)
    ahead += PUBLISHED_RETRIES[0] * 1000
    await deliveryWhen(id, (_, made) => made === 2)
    ahead += PUBLISHED_RETRIES[1] * 1000
    await deliveryWhen(id, (_, made) => made === 3)
    const [first = 0, , third = 0] = receiver.received.map(({ headers }) =>
      Number(headers['webhook-timestamp']),
    )
    expect(third - first).toBeGreaterThanOrEqual(PUBLISHED_RETRIES[0] + PUBLISHED_RETRIES[1])
    expect(receiver.received[2]?.headers['persona-signature']).toContain(`t=${third},`)
  })

  it.each([301, 302, 307, 400, 404, 410, 429, 503])('by answering %i has not got it', async status => {
    receiver.answers(({ headers }) =>
      headers['persona-webhook-attempts-made'] === '1'
        ? { status, headers: { location: `${other.origin}/elsewhere` } }
        : 200,
    )
    const { id } = await listen()
    await happen(server)
    await deliveryWhen(id, (_, made) => made === 1)
    ahead = 3_000
    await receiver.nth(2)
    expect((await deliveryWhen(id, state => state === 'delivered')).attributes['attempts-made']).toBe(2)
    // A redirect leads nowhere.
    expect(other.received).toEqual([])
  })

  it.each([200, 201, 202, 204])('by answering %i does not: it has got it', async status => {
    receiver.answers(() => status)
    const { id } = await listen()
    await happen(server)
    expect((await deliveryWhen(id, state => state === 'delivered')).attributes).toMatchObject({
      'attempts-made': 1,
      'response-status': status,
      'failure-reason': null,
    })
  })

  it('gets its dead letters again when it asks for them, all or one', async () => {
    receiver.answers(() => 500)
    const { id, secret } = await listen()
    await happen(server, 2)
    const failed = { filter: { 'webhook-id': id, status: 'failed' as const } }
    const dead = async () => (await server.destination.webhookDeliveries.list(failed)).data
    while ((await dead()).length < 2) ahead += 120_000_000

    receiver.answers(() => 200)
    receiver.received.length = 0
    const [one] = await dead()
    await server.destination.webhookDeliveries.redeliver(one?.id ?? '')
    expect((await receiver.nth(1)).headers['webhook-id']).toBe(one?.relationships?.event.data?.id)
    const { meta } = await server.destination.webhooks.redeliver(id)
    expect(meta).toEqual({ deliveries: 1 })
    await receiver.nth(2)
    expect(new Set(receiver.eventIds()).size).toBe(2)
    expect(receiver.received.every(({ headers }) => headers['persona-webhook-attempts-left'] === '7')).toBe(
      true,
    )
    expect(receiver.received.filter(received => !verifyPublished(received, secret))).toEqual([])
    expect(await dead()).toEqual([])
  })

  it('gets what has been delivered once more when it asks for that', async () => {
    const { id } = await listen()
    await happen(server)
    const delivered = await deliveryWhen(id, status => status === 'delivered')
    await server.destination.webhookDeliveries.redeliver(delivered.id)
    await receiver.nth(2)
    expect(new Set(receiver.eventIds()).size).toBe(1)
  })
})

describe('a receiver that is slow', () => {
  // Guarantee: nobody waits for somebody else's receiver. Fifty events are stuck here while another gets all of its own.
  it('holds up no other', async () => {
    receiver.answers(() => 'never')
    await listen()
    const { secret } = await subscribe(server, other.origin)
    await happen(server, 50)
    await other.nth(50)
    expect(receiver.received.length).toBeLessThanOrEqual(4)
    expect(other.received.filter(one => !isGenuine(one, secret))).toEqual([])
  })

  it('has five seconds', async () => {
    receiver.answers(() => 'never')
    const { id } = await listen()
    await happen(server)
    const delivery = await deliveryWhen(id, (_, made) => made === 1)
    expect(delivery.attributes).toMatchObject({
      status: 'pending',
      'failure-reason': 'timeout',
      'response-status': null,
    })
  })

  it('is asked nothing more once it is archived', async () => {
    receiver.answers(() => 500)
    const { id } = await listen()
    await happen(server)
    await deliveryWhen(id, (_, made) => made === 1)
    await server.destination.webhooks.archive(id)
    expect((await deliveryOf(id))?.attributes).toMatchObject({
      status: 'failed',
      'failure-reason': 'webhook_archived',
    })
  })
})
