import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSessionClient } from '../../../client/session-client.ts'
import type { ProgressEvent } from '../../../server/api/wire.ts'
import { dropDatabaseOf, isPostgres } from '../database.ts'
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
import { startDatabaseProxy } from './database-proxy.ts'
import { isLong, report } from './form.ts'

const STREAMS = isLong ? 100 : 4
/**
 * How long a statement whose answer does not come is waited for (server/store/postgres/pool.ts), with the time in which the
 * listener is found dead and everybody looks for themselves, in ms.
 */
const DEADLINE_MS = 17_000 + 15_000
/** What is not told by then is not told at all, in ms. */
const NEVER_MS = 120_000

/** Follows a session to its end as the typed client does: on one connection after the other, each after the last event. */
function watch({ origin }: TestServer, { secret }: OpenSession) {
  const events: ProgressEvent[] = []
  const page = createSessionClient({ baseUrl: `${origin}/api/v1`, clientSecret: secret })
  const signal = AbortSignal.timeout(NEVER_MS)
  const opened = Promise.withResolvers<void>()
  const ended = (async () => {
    for await (const event of page.events({ signal })) {
      events.push(event)
      opened.resolve()
    }
  })()
  return { events, opened: opened.promise, ended }
}

describe.runIf(isPostgres)('a database whose connections have gone silent', () => {
  // Guarantee: nobody waits past the deadline: the listener is made anew, streams go on where they were, requests answer.
  it('is noticed, and nothing is missed', { timeout: 180_000 }, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'connect-half-open-'))
    onTestFinished(async () => {
      await dropDatabaseOf(dataDir)
      rmSync(dataDir, { recursive: true })
    })
    const proxy = await startDatabaseProxy(process.env.TEST_POSTGRES ?? '')
    const healthy = await startServer({ dataDir })
    onTestFinished(() => healthy.close())
    const cutOff = await startServer({ dataDir, through: proxy.through })
    // The last to be registered is the first to go: what waits for an answer on a silent connection has it at once.
    onTestFinished(() => cutOff.close(), DEADLINE_MS)
    onTestFinished(() => proxy.close())

    const sessions = await Promise.all(Array.from({ length: STREAMS }, () => openSession(healthy)))
    for (const session of sessions) await decide(healthy, session)
    const tokens = []
    for (const session of sessions) {
      tokens.push(await mint(healthy, 'complete', { 'share-request-id': session.shareRequestId }))
    }
    const watching = sessions.map(session => watch(cutOff, session))
    // Each has heard of its token, on a connection that is good.
    await Promise.all(watching.map(({ opened }) => opened))

    proxy.swallow()
    const silentAt = performance.now()
    const asking = cutOff
      .asDestination('GET', '/connect/redemptions')
      .then(({ status }) => ({ status, answeredMs: Math.round(performance.now() - silentAt) }))
    for (const [index, session] of sessions.entries()) {
      await redeem(healthy, session, tokens[index]?.id ?? '')
    }
    const { status, answeredMs } = await asking
    const truth = await Promise.all(sessions.map(session => followToEnd(healthy, session)))
    const happenedAt = performance.now()
    await Promise.all(watching.map(({ ended }) => ended))
    const toldMs = Math.round(performance.now() - happenedAt)

    let gaps = 0
    let duplicates = 0
    for (const [index, events] of truth.entries()) {
      const all = events.map(({ id }) => id)
      const seen = watching[index]?.events.map(({ id }) => id) ?? []
      gaps += all.filter(id => !seen.includes(id)).length
      duplicates += seen.length - new Set(seen).size
    }
    report('half-open', { streams: STREAMS, gaps, duplicates, 'answered-ms': answeredMs, 'told-ms': toldMs })
    expect({ gaps, duplicates }).toEqual({ gaps: 0, duplicates: 0 })
    expect(Math.max(answeredMs, toldMs)).toBeLessThan(DEADLINE_MS)
    // It may be refused, and then the next one is answered.
    expect([200, 503]).toContain(status)
    expect((await cutOff.asDestination('GET', '/connect/redemptions')).status).toBe(200)
  })
})
