import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { isPostgres } from '../database.ts'
import { mint, type TestServer } from '../harness.ts'
import { startTwo } from '../two-servers.ts'
import { type Received, startReceiver } from '../webhooks/receiver.ts'
import { happen, subscribe } from '../webhooks/subscribe.ts'

const NAME = 'connect/share-token.inbound-expired'
const TOKENS = 30
const EVENTS = 30

/** Every event of that name that the destination has, as often as it is there. */
async function tokensTold(server: TestServer): Promise<string[]> {
  const told: string[] = []
  const filter = { name: NAME }
  for await (const { attributes } of server.destination.events.all({ filter }))
    told.push(attributes.payload.data.id)
  return told.sort()
}

const envelope = z.object({
  data: z.object({
    attributes: z.object({ name: z.string(), payload: z.object({ data: z.object({ id: z.string() }) }) }),
  }),
})

/** The tokens whose end came by webhook, as often as it came. */
function tokensDelivered(received: readonly Received[]): string[] {
  const events = received.map(({ body }) => envelope.parse(JSON.parse(body)).data.attributes)
  return events.flatMap(({ name, payload }) => (name === NAME ? [payload.data.id] : [])).sort()
}

describe.runIf(isPostgres)('two instances on one database', () => {
  // Guarantee: both sweep and both deliver, and what is due is done once.
  it('tell each token that has run out once, and deliver each event once', { timeout: 120_000 }, async () => {
    const receiver = await startReceiver()
    onTestFinished(() => receiver.close())
    const { servers, pass } = await startTwo([receiver.origin])
    const [first, second] = servers
    await subscribe(first, `${receiver.origin}/webhooks`)

    const minted: string[] = []
    for (let made = 0; made < TOKENS; made += 1)
      minted.push((await mint(made % 2 ? first : second, 'complete', { 'expires-in-seconds': 60 })).id)
    await Promise.all([happen(first, EVENTS), happen(second, EVENTS)])
    pass(60_000)

    await vi.waitFor(async () => expect(await tokensTold(first)).toEqual(minted.sort()), {
      timeout: 60_000,
      interval: 100,
    })
    const expected = TOKENS + 2 * EVENTS
    const isDue = () =>
      tokensDelivered(receiver.received).length >= TOKENS && receiver.eventIds().length >= expected
    await receiver.when(isDue)
    const delivered = receiver.eventIds()
    expect(delivered).toHaveLength(new Set(delivered).size)
    expect(tokensDelivered(receiver.received)).toEqual(minted)
    expect(await tokensTold(second)).toEqual(minted)
  })
})
