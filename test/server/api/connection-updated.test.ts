import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { attributes, startServer, type TestServer } from '../harness.ts'
import { isGenuine, type Receiver, startReceiver } from '../webhooks/receiver.ts'
import { subscribe } from '../webhooks/subscribe.ts'
import { newWorkflow, type Side } from '../workflows/setting.ts'

let server: TestServer
let receiver: Receiver
let connectionId: string
beforeAll(async () => {
  receiver = await startReceiver()
  server = await startServer({ webhookOrigins: [receiver.origin] })
})
afterAll(async () => {
  await server.close()
  await receiver.close()
})
beforeEach(async () => {
  const destination = { 'destination-organization-id': server.sandbox.destination['organization-id'] }
  const made = await server.asSource('POST', '/connect/connections', attributes(destination))
  connectionId = made.json.data.id
})

const UPDATED = 'connect/connection.updated'
const TERMS = { url: 'https://terms.example/sharing', version: '2' }

const asked = (side: Side) => (side === 'source' ? server.asSource : server.asDestination)
const change = (side: Side, values: Record<string, unknown>) =>
  asked(side)('PATCH', `/connect/connections/${connectionId}`, attributes(values))
const shown = async () => (await server.asSource('GET', `/connect/connections/${connectionId}`)).json.data

async function timesTold(side: Side): Promise<number> {
  const path = `/events?filter[name]=${UPDATED}&filter[object-id]=${connectionId}`
  return (await asked(side)('GET', path)).json.data.length
}
const told = async () => [await timesTold('source'), await timesTold('destination')]

describe('a change of a connection', () => {
  // Guarantee: whatever of a connection the API shows differently, both sides hear of it, once.
  it.each<[string, Side, Record<string, unknown>]>([
    ['what may travel', 'source', { 'data-types': ['name'] }],
    ['the page that mints', 'source', { 'share-url': 'https://source.example/share' }],
    ['the lowest tier of consent', 'source', { 'lowest-consent-tier': 'hosted' }],
    ['whether tokens must be bound', 'source', { 'unbound-tokens': 'refused' }],
    ['whose consent is needed', 'source', { 'required-consents': ['source'] }],
    ['the source’s terms', 'source', { terms: TERMS }],
    ['the destination’s terms', 'destination', { terms: TERMS }],
  ])('of %s is told to both sides', async (_, side, values) => {
    expect((await change(side, values)).status).toBe(200)
    expect(await told()).toEqual([1, 1])
  })

  // Guarantee: an event says that something has changed; what has not is told to nobody.
  it('to what it is already changes nothing and is told to nobody', async () => {
    await change('source', { 'data-types': ['name'], terms: TERMS })
    const before = await shown()
    expect((await change('source', {})).status).toBe(200)
    expect((await change('source', { 'data-types': ['name'], terms: TERMS })).status).toBe(200)
    expect(await shown()).toEqual(before)
    expect(await told()).toEqual([1, 1])
  })

  it('that is refused is told to nobody', async () => {
    expect((await change('destination', { 'data-types': ['name'] })).status).toBe(403)
    expect((await change('source', { 'data-types': [] })).status).toBe(400)
    expect(await told()).toEqual([0, 0])
  })

  // Guarantee: each side's webhook is sent it, signed with that side's own secret, and it holds the connection's id only.
  it('reaches the webhooks of both sides and says which connection it is, no more', async () => {
    const wanted = { 'enabled-events': [UPDATED] }
    const secrets = {
      source: (await subscribe(server, `${receiver.origin}/source`, wanted, 'source')).secret,
      destination: (await subscribe(server, `${receiver.origin}/destination`, wanted)).secret,
    }
    await change('source', { terms: TERMS })
    await receiver.nth(2)
    for (const side of ['source', 'destination'] as const) {
      const received = receiver.received.find(({ path }) => path === `/${side}`)
      if (!received) throw new Error(`nothing came to the ${side}`)
      expect(isGenuine(received, secrets[side])).toBe(true)
      expect(JSON.parse(received.body).data.attributes).toMatchObject({
        name: UPDATED,
        payload: { data: { type: 'connect/connection', id: connectionId, attributes: {} } },
      })
      expect(received.body).not.toContain(TERMS.url)
    }
    expect(receiver.received).toHaveLength(2)
  })

  it.each<Side>(['source', 'destination'])('starts a workflow of the %s', async side => {
    const document = {
      trigger: { type: 'event', event: UPDATED },
      condition: `event.name == '${UPDATED}' && event.type == 'connect/connection'`,
      steps: [{ type: 'wait', name: 'pause', seconds: 3600 }],
    }
    const { id } = await newWorkflow(server, side, document)
    await change('source', { 'unbound-tokens': 'refused' })
    const { json } = await asked(side)('GET', `/workflow-runs?filter[workflow-id]=${id}`)
    expect(json.data).toHaveLength(1)
    await asked(side)('POST', `/workflows/${id}/archive`)
  })
})
