import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { newKey } from '../../../server/store/seal.ts'
import { databaseUrlOf, dropDatabaseOf } from '../database.ts'
import { temporaryDirectory } from '../store/temporary-directory.ts'

/** Where a store is kept, as the settings of the server and of its commands name it. */
export async function newPlace(): Promise<NodeJS.ProcessEnv> {
  const dataDir = temporaryDirectory()
  const databaseUrl = await databaseUrlOf(dataDir)
  onTestFinished(() => dropDatabaseOf(dataDir))
  return { DATA_DIR: dataDir, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) }
}

/** What production is started with. */
export const FIT = { CONNECT_MASTER_KEY: newKey().toString('base64'), PUBLIC_URL: 'https://connect.example' }

/** The server's own process: either its address once it answers, or its exit code and what it said. */
export async function startServerProcess(
  settings: NodeJS.ProcessEnv,
): Promise<
  { origin: string; said: string; stop(): Promise<void> } | { origin: null; code: number; said: string }
> {
  const { DATABASE_URL: _, CONNECT_MASTER_KEY: __, PUBLIC_URL: ___, ...env } = process.env
  const main = join(import.meta.dirname, '../../../server/main.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { ...env, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'exit')
  const complaint = text(child.stderr)
  let said = ''
  for await (const chunk of child.stdout) {
    said += chunk
    const origin = /(http:\/\/127\.0\.0\.1:\d+)\/healthz/.exec(said)?.[1]
    if (!origin) continue
    const stop = async () => {
      child.kill('SIGKILL')
      await ended
    }
    return { origin, said, stop }
  }
  const [code] = await ended
  return { origin: null, code, said: said + (await complaint) }
}
