import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { mint, startServer, type TestServer } from '../harness.ts'

let server: TestServer
let aheadMs = 0
beforeAll(async () => {
  server = await startServer({ clock: () => systemClock() + aheadMs })
})
afterAll(() => server.close())

describe('a share token that nobody redeems', () => {
  // Guarantee: both sides hear that it has ended when its time runs out, without anybody asking for it.
  it('is told as expired to both sides by itself', async () => {
    const { id } = await mint(server, 'complete', { 'expires-in-seconds': 60 })
    aheadMs = 60_000
    for (const [ask, name] of [
      [server.asSource, 'connect/share-token.outbound-expired'],
      [server.asDestination, 'connect/share-token.inbound-expired'],
    ] as const) {
      await vi.waitFor(
        async () => {
          const events = await ask('GET', `/events?filter[object-id]=${id}&filter[name]=${name}`)
          expect(events.json.data).toHaveLength(1)
        },
        { timeout: 30_000, interval: 100 },
      )
    }
    const token = await server.asSource('GET', `/connect/share-tokens/${id}`)
    expect(token.json.data.attributes.status).toBe('expired')
  })
})
