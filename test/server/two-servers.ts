import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { systemClock } from '../../server/clock.ts'
import { dropDatabaseOf } from './database.ts'
import { startServer } from './harness.ts'

/** Two servers on one database until the test is over, whose clock is set ahead together. */
export async function startTwo(webhookOrigins: string[]) {
  const dataDir = mkdtempSync(join(tmpdir(), 'connect-two-servers-'))
  onTestFinished(async () => {
    await dropDatabaseOf(dataDir)
    rmSync(dataDir, { recursive: true })
  })
  let aheadMs = 0
  const clock = () => systemClock() + aheadMs
  const start = async () => {
    const server = await startServer({ dataDir, clock, webhookOrigins })
    onTestFinished(() => server.close())
    return server
  }
  const pass = (ms: number) => {
    aheadMs += ms
  }
  return { servers: [await start(), await start()] as const, clock, pass }
}
