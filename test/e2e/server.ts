import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, createClient } from '../../client/client.ts'
import { readSandbox, type Sandbox } from '../../server/sandbox-file.ts'

const PROJECT = join(import.meta.dirname, '../..')
const START_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 20_000
const POLL_MS = 50

/** The real server in a process of its own, as `npm start` runs it, on a data directory of its own. */
export interface RunningServer {
  /** `http://127.0.0.1:<port>` */
  origin: string
  port: number
  dataDir: string
  sandbox: Sandbox
  /** The API with the source's key. */
  source: Client
  /** The API with the destination's key. */
  destination: Client
  /** Everything it has written to its standard output and error so far. */
  output(): string
  /** Sends what Ctrl-C sends and answers the exit code. Can be called again. */
  stop(): Promise<number | null>
  /** Stops it and deletes its data directory. */
  discard(): Promise<void>
}

interface Where {
  port?: number
  dataDir?: string
  /** Where workflows and webhooks may call although it is on this machine. */
  webhookOrigin?: string
}

/** Starts the server and waits until it is ready. Without `dataDir` it starts on an empty one. */
export async function startServer(where: Where = {}): Promise<RunningServer> {
  const port = where.port ?? (await freePort())
  const dataDir = where.dataDir ?? mkdtempSync(join(tmpdir(), 'connect-e2e-'))
  const calls = where.webhookOrigin === undefined ? {} : { WEBHOOK_ORIGINS: where.webhookOrigin }
  const server = spawnServer({ PORT: String(port), DATA_DIR: dataDir, ...calls })
  const discard = async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }

  const origin = `http://127.0.0.1:${port}`
  const sandbox = (await isReady(origin, server.isAlive)) ? readSandbox(dataDir) : null
  if (sandbox === null) {
    await discard()
    throw new Error(`The server did not get ready:\n${server.output()}`)
  }
  const clientOf = (side: 'source' | 'destination') =>
    createClient({ baseUrl: sandbox['api-base-url'], apiKey: sandbox[side]['api-key'] })
  return {
    origin,
    port,
    dataDir,
    sandbox,
    source: clientOf('source'),
    destination: clientOf('destination'),
    output: server.output,
    stop: server.stop,
    discard,
  }
}

/** Starts the server's process at this machine's own address, with these settings and no others. */
export function spawnServer(settings: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/main.ts'], {
    cwd: PROJECT,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written: Buffer[] = []
  child.stdout.on('data', chunk => written.push(chunk))
  child.stderr.on('data', chunk => written.push(chunk))
  const exited = once(child, 'exit')
  return {
    isAlive: () => child.exitCode === null,
    output: () => Buffer.concat(written).toString(),
    async stop() {
      child.kill('SIGINT')
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
      await exited
      clearTimeout(late)
      return child.exitCode
    },
  }
}

/** Waits until a server is ready; false where it has ended, or is not ready after a long time. */
export async function isReady(origin: string, isAlive: () => boolean): Promise<boolean> {
  const limit = Date.now() + START_LIMIT_MS
  while (isAlive() && Date.now() < limit) {
    const answer = await fetch(`${origin}/healthz`).catch(() => null)
    if (answer?.status === 200) return true
    await pause(POLL_MS)
  }
  return false
}

/** A port of this machine that nobody listens at. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}
