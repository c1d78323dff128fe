import { afterEach, describe, expect, it } from 'vitest'
import type { ProgressEvent } from '../../../server/api/wire.ts'
import { systemClock } from '../../../server/clock.ts'
import { ATTEMPTS_MAX, LEASE_MS } from '../../../server/redemption/engine.ts'
import { advance, LeaseLost, takeOver } from '../../../server/store/redemptions.ts'
import { embeddedVerifiers, type Verifiers } from '../../../server/verification/registry.ts'
import {
  decide,
  followToEnd,
  mint,
  type OpenSession,
  openSession,
  redeem,
  startServer,
  type TestServer,
} from '../harness.ts'

const servers: TestServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function serverWith(options: Parameters<typeof startServer>[0] = {}) {
  const server = await startServer(options)
  servers.push(server)
  return server
}

/** The embedded verifiers, with one that does `first` before it looks. */
function disturbed(first: () => Promise<void>): Verifiers {
  const governmentId = embeddedVerifiers.get('government-id')
  if (!governmentId) throw new Error('no government-id verifier')
  const run: typeof governmentId.run = async input => {
    await first()
    return governmentId.run(input)
  }
  return new Map([...embeddedVerifiers, ['government-id', { ...governmentId, run }]])
}

async function begin(server: TestServer): Promise<OpenSession> {
  const session = await openSession(server)
  await decide(server, session)
  const token = await mint(server, 'complete', { 'share-request-id': session.shareRequestId })
  await redeem(server, session, token.id)
  return session
}

const countOf = (events: ProgressEvent[], name: ProgressEvent['name']) =>
  events.filter(event => event.name === name).length

describe('a stage that fails', () => {
  // Guarantee: a passing fault costs time, never the redemption, and nothing happens twice.
  it('is tried again by whoever looks after the lease has run out, and happens once', async () => {
    let ahead = 0
    let faults = 0
    const verifiers = disturbed(async () => {
      if (faults++ === 0) throw new Error('the provider hiccuped')
    })
    const server = await serverWith({ verifiers, clock: () => systemClock() + ahead })
    const session = await begin(server)
    await waitUntil(() => server.log().includes('a stage failed and will be tried again'))
    expect(await server.connect.api.runner.lookForAbandoned()).toBe(0)
    ahead = LEASE_MS
    const events = await followToEnd(server, session)
    expect(events.at(-1)?.name).toBe('redemption.finished')
    for (const name of [
      'data.copied',
      'verification.started',
      'verification.finished',
      'inquiry.completed',
    ] as const) {
      expect(countOf(events, name), name).toBe(1)
    }
  })

  // Guarantee: what never works ends as failed with a published reason; it is not tried for ever.
  it('is given up after so many attempts', async () => {
    let ahead = 0
    const verifiers = disturbed(async () => {
      ahead += LEASE_MS + 1
      throw new Error('the provider is gone')
    })
    const server = await serverWith({ verifiers, clock: () => systemClock() + ahead })
    const session = await begin(server)
    const events = await followToEnd(server, session)
    expect(events.at(-1)).toMatchObject({ name: 'redemption.failed', reason: 'unrecoverable_error' })
    const { db } = server.connect.api.store
    const row = await db.selectFrom('redemption').select('attempts').executeTakeFirstOrThrow()
    expect(row.attempts).toBe(ATTEMPTS_MAX + 1)
  }, 60_000)
})

describe('a lease', () => {
  // Guarantee: an instance that was taken for dead and comes back writes nothing.
  it('that was taken over shuts its old owner out', async () => {
    let release = () => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    let calls = 0
    const server = await serverWith({
      verifiers: disturbed(() => (calls++ === 0 ? held : Promise.resolve())),
    })
    const session = await begin(server)
    const { db } = server.connect.api.store
    const running = await db.selectFrom('redemption').select(['id', 'fence']).executeTakeFirstOrThrow()
    const old = { redemptionId: running.id, owner: server.connect.api.runner.owner, fence: running.fence }
    await waitUntil(() => calls === 1)

    const now = systemClock() + LEASE_MS + 1
    const taken = await takeOver(db, running, 'another', now, now + LEASE_MS)
    expect(taken).toEqual({ redemptionId: running.id, owner: 'another', fence: running.fence + 1 })
    await expect(advance(db, old, { stage: 'completed' }, now)).rejects.toBeInstanceOf(LeaseLost)
    release()
    await waitUntil(() => server.log().includes('another instance has taken this redemption over'))
    const row = await db.selectFrom('redemption').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ stage: 'copied', status: 'running', lease_owner: 'another' })

    if (taken) server.connect.api.runner.start(taken)
    const events = await followToEnd(server, session)
    expect(events.at(-1)?.name).toBe('redemption.finished')
    expect(countOf(events, 'verification.finished')).toBe(1)
  })

  // Guarantee: a server that is told to stop leaves a redemption at a stage boundary, free for the next one at once.
  it('is given back when the server drains', async () => {
    let release = () => {}
    let calls = 0
    const verifiers = disturbed(() => {
      calls++
      return new Promise<void>(resolve => {
        release = resolve
      })
    })
    const server = await serverWith({ verifiers })
    await begin(server)
    await waitUntil(() => calls === 1)
    const drained = server.connect.drain()
    release()
    await drained
    const { db } = server.connect.api.store
    const row = await db.selectFrom('redemption').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ stage: 'verified', status: 'running' })
    expect(row.lease_until).toBeLessThanOrEqual(systemClock())
  })
})

/** Waits for a condition that nothing announces, looking every few milliseconds. */
async function waitUntil(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited in vain')
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
