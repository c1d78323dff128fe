import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { aptInstall, canInstall } from './apt.ts'

/** Debian's package puts each version into a folder of its own, and makes a user that it runs as. */
const PACKAGES = '/usr/lib/postgresql'
const USER = 'postgres'
/** How long a cluster has until it answers, in ms. */
const START_MS = 30_000

export interface Cluster {
  /** The address of its maintenance database, as the user that owns all of it. There are `connect` and `connect_owner` too. */
  url: string
  /** Ends it as a crash would (`-m immediate`), and starts it again, once it takes connections. */
  crash(): Promise<void>
  stop(): Promise<void>
}

/** Where the newest PostgreSQL on this machine is; undefined where there is none of 15 or later. */
export function postgresPath(): string | undefined {
  if (!existsSync(PACKAGES)) return undefined
  const versions = readdirSync(PACKAGES)
    .map(Number)
    .filter(version => version >= 15)
  const newest = Math.max(...versions)
  const path = join(PACKAGES, String(newest), 'bin')
  return existsSync(join(path, 'initdb')) ? path : undefined
}

/** Finds PostgreSQL, or installs Debian's package where that can be done. Throws where it cannot be had. */
export async function installPostgres(): Promise<string> {
  const found = postgresPath()
  if (found) return found
  if (canInstall()) {
    console.log('\n=== PostgreSQL is not on this machine. Installing: apt-get install postgresql ===\n')
    await aptInstall(['postgresql'])
  }
  const installed = postgresPath()
  if (!installed) throw new Error('PostgreSQL, 15 or later, is not on this machine: install postgresql')
  return installed
}

/**
 * A PostgreSQL of its own on a port that is free, under the package's user where this is root, in a directory that goes
 * with it. `durable` waits for the disk as in production; without it, all is faster and a power cut would spoil it.
 */
export async function startCluster({ durable = false } = {}): Promise<Cluster> {
  const bin = await installPostgres()
  const directory = mkdtempSync(join(tmpdir(), 'connect-postgres-'))
  const data = join(directory, 'data')
  const port = await freePort()
  if (isRoot()) execFileSync('chown', [USER, directory])
  const as = (command: string, args: string[]): [string, string[]] =>
    isRoot()
      ? ['setpriv', [`--reuid=${USER}`, `--regid=${USER}`, '--init-groups', join(bin, command), ...args]]
      : [join(bin, command), args]
  execFileSync(
    ...as('initdb', ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N']),
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: directory,
    max_connections: 400,
    log_min_messages: 'fatal',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const start = () => {
    const server = spawn(...as('postgres', ['-D', data, ...options]), {
      stdio: ['ignore', 'ignore', 'ignore'],
    })
    return { server, ended: once(server, 'exit') }
  }
  let running = start()
  const url = `postgres://${USER}@127.0.0.1:${port}/postgres`
  await answers(url)
  for (const role of ['connect_owner', 'connect']) {
    await asking(url, client => client.query(`create role ${role} login`))
  }
  return {
    url,
    async crash() {
      running.server.kill('SIGQUIT')
      await running.ended
      running = start()
      await answers(url)
    },
    async stop() {
      // Does not wait for connections that are still open.
      running.server.kill('SIGINT')
      await running.ended
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

const isRoot = (): boolean => process.getuid?.() === 0

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port is free')
  return address.port
}

/** Waits until a cluster takes connections. */
async function answers(url: string): Promise<void> {
  const late = Date.now() + START_MS
  for (;;) {
    try {
      return await asking(url, async () => {})
    } catch (error) {
      if (Date.now() > late) throw error
      await wait(50)
    }
  }
}

/** One connection for `work`. */
export async function asking<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
