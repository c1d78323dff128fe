import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RedemptionStage } from '../../../server/api/wire.ts'
import { systemClock } from '../../../server/clock.ts'
import { LEASE_MS } from '../../../server/redemption/engine.ts'
import { type Awaiting, awaitInput, BILL, giveForm, inquiryOf } from '../awaiting.ts'
import { decide, followToEnd, mint, openSession, redeem, startServer, type TestServer } from '../harness.ts'

const CHILD = fileURLToPath(new URL('./kill-child.ts', import.meta.url))

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'connect-kill-'))
})
afterAll(() => rmSync(dataDir, { recursive: true }))

describe('kill -9 in the middle of a redemption', () => {
  const stages: RedemptionStage[] = ['claimed', 'copied', 'verified', 'collected']

  // Guarantee: a redemption that was accepted is finished after a restart, once, wherever the process died.
  it.each(stages)(
    'after the stage “%s” is finished once by the next start',
    async stage => {
      const { sessionId, secret } = await redeemAndDie(stage)
      // The next start comes when the dead process's lease has run out.
      const server = await startServer({ dataDir, clock: () => systemClock() + LEASE_MS })
      try {
        const row = await server.connect.api.store.db
          .selectFrom('redemption')
          .select(['stage', 'status'])
          .where('session_id', '=', sessionId)
          .executeTakeFirstOrThrow()
        expect(row).toEqual({ stage, status: 'running' })

        const resource = await server.call(secret, 'GET', '/connect/session')
        const inquiryId = resource.json.data.relationships.inquiry.data.id
        const session = { id: sessionId, secret, resource: resource.json.data, inquiryId, shareRequestId: '' }
        const events = await followToEnd(server, session)
        expect(events.map(event => event.name)).toEqual([
          'share-token.received',
          'redemption.accepted',
          'data.copied',
          'verification.started',
          'verification.finished',
          'inquiry.completed',
          'redemption.finished',
        ])
        const inquiry = await server.asDestination('GET', `/inquiries/${inquiryId}`)
        expect(inquiry.json.data.attributes.status).toBe('approved')
        expect(inquiry.json.data.relationships.documents.data).toHaveLength(1)
        expect(inquiry.json.data.relationships.verifications.data).toHaveLength(1)
        expect(await chargedIn(server, sessionId)).toEqual(['government-id'])
      } finally {
        await server.close()
      }
    },
    120_000,
  )
})

describe('kill -9 after the last input was acknowledged', () => {
  // At no stage: at whichever moment the answer arrives.
  const stages: (RedemptionStage | null)[] = ['copied', 'verified', 'collected', null, null, null]

  // Guarantee: what a person gave, and was told is there, is verified and decided upon after a restart, once.
  it.each(stages)(
    'with the stage “%s” stored is finished once by the next start',
    async stage => {
      const session = await giveAndDie(stage)
      const server = await startServer({ dataDir, clock: () => systemClock() + LEASE_MS })
      try {
        const row = await server.connect.api.store.db
          .selectFrom('redemption')
          .select(['stage', 'status'])
          .where('session_id', '=', session.id)
          .executeTakeFirstOrThrow()
        expect(row.status).not.toBe('awaiting-input')
        if (stage) expect(row).toEqual({ stage, status: 'running' })
        const events = await followToEnd(server, session, session.seen)
        expect(events.map(event => event.name)).toEqual([
          'verification.started',
          'verification.finished',
          'inquiry.completed',
          'redemption.finished',
        ])
        const inquiry = await inquiryOf(server, session)
        expect(inquiry.attributes.status).toBe('approved')
        expect(inquiry.relationships.documents.data).toHaveLength(2)
        expect(inquiry.relationships.verifications.data).toHaveLength(2)
        expect(await chargedIn(server, session.id)).toEqual(['document', 'government-id'])
      } finally {
        await server.close()
      }
    },
    120_000,
  )
})

/** What the redemption of a session was charged for. */
async function chargedIn(server: TestServer, sessionId: string): Promise<string[]> {
  const rows = await server.connect.api.store.db
    .selectFrom('usage_entry')
    .innerJoin('redemption', 'redemption.id', 'usage_entry.redemption_id')
    .select('kind')
    .where('session_id', '=', sessionId)
    .orderBy('kind')
    .execute()
  return rows.map(({ kind }) => kind)
}

/** Starts a redemption in a process of its own, which is killed when it has reached the stage. */
async function redeemAndDie(stage: RedemptionStage): Promise<{ sessionId: string; secret: string }> {
  const seeded = await startServer({ dataDir })
  const session = await openSession(seeded)
  await decide(seeded, session)
  const token = await mint(seeded, 'complete', { 'share-request-id': session.shareRequestId })
  await seeded.close()
  await inDyingProcess(stage, async origin => {
    const answer = await redeem({ ...seeded, call: caller(origin) }, session, token.id)
    expect(answer.status).toBe(202)
  })
  return { sessionId: session.id, secret: session.secret }
}

/** Gives what is missing to a process of its own, which is killed when it has reached the stage, or has answered. */
async function giveAndDie(stage: RedemptionStage | null): Promise<Awaiting> {
  const seeded = await startServer({ dataDir })
  const session = await awaitInput(seeded)
  await seeded.close()
  await inDyingProcess(stage, async origin => {
    const answer = await giveForm({ ...seeded, call: caller(origin) }, session, BILL)
    expect([answer.status, answer.json.meta]).toEqual([200, { complete: true }])
  })
  return session
}

/**
 * Does something with a server in a process of its own, which is killed when a redemption has reached the stage; at
 * once where none is named.
 */
async function inDyingProcess(
  stage: RedemptionStage | null,
  work: (origin: string) => Promise<void>,
): Promise<void> {
  const args = ['--disable-warning=ExperimentalWarning', CHILD, dataDir, stage ?? 'none']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const origin = await lineFrom(child)
  const died = new Promise<NodeJS.Signals | null>(resolve =>
    child.once('exit', (_code, signal) => resolve(signal)),
  )
  const reached = stage && lineFrom(child)
  await work(origin)
  await reached
  child.kill('SIGKILL')
  expect(await died).toBe('SIGKILL')
}

const caller =
  (origin: string): Awaited<ReturnType<typeof startServer>>['call'] =>
  async (secret, method, path, { body } = {}) => {
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      body: body instanceof FormData ? body : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, json: JSON.parse(text), text, headers: response.headers }
  }

/** The next line that the child prints. */
function lineFrom(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim()))
    child.once('error', reject)
  })
}
