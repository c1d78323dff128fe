import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { DEAD_MS } from '../../../server/jobs/heartbeat.ts'
import { enqueue } from '../../../server/store/outbox.ts'
import { openPool } from '../../../server/store/postgres/pool.ts'
import { openPostgres } from '../../../server/store/postgres/postgres.ts'
import { databaseUrlOf, isPostgres } from '../database.ts'
import { placeOf } from './engine.ts'

const CHILD = fileURLToPath(new URL('./worker-child.ts', import.meta.url))
/** What a machine under load may take longer than the pause after which an instance counts as dead, in ms. */
const SLACK_MS = 15_000

/** A process that does jobs, and what it says. */
function startWorker(databaseUrl: string, how: 'holds' | 'does') {
  const args = ['--disable-warning=ExperimentalWarning', CHILD, databaseUrl, how]
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  let said = ''
  child.stdout?.on('data', (text: Buffer) => {
    said += text
  })
  return {
    async says(line: string): Promise<void> {
      while (!said.split('\n').includes(line)) await once(child.stdout ?? expect.fail(), 'data')
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL')
      await exited
    },
  }
}

describe.runIf(isPostgres)('an instance that is killed in the middle of its work', () => {
  // Guarantee: its jobs and its sweeps are another's within seconds; graphile-worker alone would wait four hours.
  it('leaves it to another within seconds', { timeout: 120_000 }, async () => {
    const databaseUrl = (await databaseUrlOf(placeOf())) ?? expect.fail()
    const store = openPostgres(openPool(databaseUrl, pino({ level: 'silent' })))
    onTestFinished(store.close)
    const holding = startWorker(databaseUrl, 'holds')
    await holding.says('begun look')
    await enqueue(store.db, 'deliver-webhook', ['one'], systemClock())
    await holding.says('begun one')
    const doing = startWorker(databaseUrl, 'does')
    await doing.says('ready')

    await holding.kill()
    const killedAt = performance.now()
    await Promise.all([doing.says('begun one'), doing.says('begun look')])
    expect(performance.now() - killedAt).toBeLessThan(DEAD_MS + SLACK_MS)
    console.log(`another instance took over after ${Math.round(performance.now() - killedAt)} ms`)
  })
})
