import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOf, share, startServer, type TestServer } from '../../harness.ts'
import { plantFaults } from '../../proofs/faults.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** What came of one connection to a session's stream: the numbers of its events, and whether it was ended or cut. */
async function readStream(secret: string): Promise<{ ids: string[]; end: 'whole' | 'cut' | 'refused' }> {
  const answer = await fetch(`${server.origin}/api/v1/connect/session/events`, {
    headers: { authorization: `Bearer ${secret}`, accept: 'text/event-stream' },
  })
  const ids: string[] = []
  if (!answer.ok || !answer.body) return { ids, end: 'refused' }
  try {
    for await (const { id } of eventsOf(answer.body)) ids.push(id)
    return { ids, end: 'whole' }
  } catch {
    return { ids, end: 'cut' }
  }
}

// Guarantee: a stream of what is over that ends as it should has told everything; who reads it relies on that.
describe('a stream of what is over', () => {
  it('is cut, and not ended, where the store fails in the middle of it', async () => {
    const { session, events } = await share(server)
    const all = events.map(({ id }) => id)
    const faults = plantFaults()
    faults.arm(0, 'before')
    expect(await readStream(session.secret)).toEqual({ ids: all, end: 'whole' })
    const ends = new Set<string>()
    for (const mode of ['before', 'after'] as const) {
      for (let k = 1, calls = faults.calls(); k <= calls; k += 1) {
        faults.arm(k, mode)
        const { ids, end } = await readStream(session.secret)
        faults.disarm()
        if (end === 'whole') expect(ids, `call ${k}, ${mode}`).toEqual(all)
        ends.add(end)
      }
    }
    expect(ends).toContain('refused')
    expect(ends).toContain('cut')
  })

  it('tells it also while the server stops', async () => {
    const { session, events } = await share(server)
    await server.connect.drain()
    expect(await readStream(session.secret)).toEqual({ ids: events.map(({ id }) => id), end: 'whole' })
  })
})
