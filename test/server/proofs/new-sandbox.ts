import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Sandbox } from '../../../server/sandbox-file.ts'
import { dropDatabaseOf } from '../database.ts'
import { startServer } from '../harness.ts'

/** A sandbox in a directory of its own, which goes with the test, for instances in processes of their own. */
export async function newSandbox(): Promise<{ dataDir: string; sandbox: Sandbox }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'connect-proof-'))
  onTestFinished(async () => {
    await dropDatabaseOf(dataDir)
    rmSync(dataDir, { recursive: true })
  })
  const server = await startServer({ dataDir })
  await server.close()
  return { dataDir, sandbox: server.sandbox }
}
