import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPostgres } from '../database.ts'
import {
  decide,
  eventsOf,
  followToEnd,
  mint,
  openSession,
  PAGE,
  redeem,
  startServer,
  type TestServer,
} from '../harness.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'connect-instances-'))
let accepting: TestServer
let watching: TestServer
beforeAll(async () => {
  accepting = await startServer({ dataDir })
  watching = await startServer({ dataDir })
})
afterAll(async () => {
  await Promise.all([accepting.close(), watching.close()])
  rmSync(dataDir, { recursive: true })
})

const WHOLE = ['redemption.accepted', 'data.copied', 'inquiry.completed', 'redemption.finished']

describe.runIf(isPostgres)(
  'a stream that is read from an instance that has no part in the redemption',
  () => {
    // Guarantee: every event, in order, once, as it happens, from whichever instance.
    it('tells everything as it happens', async () => {
      const session = await openSession(accepting)
      const opened = await fetch(`${watching.origin}/api/v1/connect/session/events`, {
        headers: { authorization: `Bearer ${session.secret}`, origin: PAGE, accept: 'text/event-stream' },
        signal: AbortSignal.timeout(20_000),
      })
      const told: { id: string; name: string }[] = []
      const reading = (async () => {
        for await (const event of eventsOf(opened.body ?? expect.fail('no stream'))) told.push(event)
      })()
      await decide(accepting, session)
      const token = await mint(accepting, 'complete', { 'share-request-id': session.shareRequestId })
      await redeem(accepting, session, token.id)
      await reading
      expect(told.map(({ name }) => name)).toEqual(expect.arrayContaining(WHOLE))
      expect(told.map(({ id }) => Number(id))).toEqual(told.map((_, index) => index + 1))
      // The same, asked of the instance that ran it.
      expect((await followToEnd(accepting, session)).map(({ id }) => id)).toEqual(told.map(({ id }) => id))
    })

    it('is resumed there after the last event that was seen', async () => {
      const session = await openSession(accepting)
      await decide(accepting, session)
      const token = await mint(accepting, 'complete', { 'share-request-id': session.shareRequestId })
      await redeem(accepting, session, token.id)
      const all = await followToEnd(accepting, session)
      const rest = await followToEnd(
        { ...watching, sandbox: { ...watching.sandbox, 'api-base-url': `${watching.origin}/api/v1` } },
        session,
        all[1]?.id,
      )
      expect(rest.map(({ id }) => id)).toEqual(all.slice(2).map(({ id }) => id))
    })
  },
)
