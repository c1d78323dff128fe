import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { BackupError } from './backup-file.ts'

/** PostgreSQL's own programs, which come with Debian's `postgresql-client`. */
type Tool = 'pg_dump' | 'pg_restore'

/** Where Debian puts each version; a program reads older servers, and none that is newer than itself. */
const DEBIAN = '/usr/lib/postgresql'

/** What a program says on stdout, as it comes. Throws {@link BackupError} where it fails, after what it has said. */
export async function* output(tool: Tool, options: string[], databaseUrl: string): AsyncGenerator<Buffer> {
  const { child, done } = start(tool, options, databaseUrl)
  try {
    if (child.stdout) yield* child.stdout
    await done
  } finally {
    child.kill()
  }
}

/** Runs a program with `input` as its stdin. Throws {@link BackupError} where it fails. */
export async function fed(
  tool: Tool,
  options: string[],
  databaseUrl: string,
  input: Readable,
): Promise<void> {
  const { child, done } = start(tool, options, databaseUrl)
  // A program that has failed reads no more; what it says of it is the better reason.
  if (child.stdin) await pipeline(input, child.stdin).catch(() => {})
  await done
}

function start(tool: Tool, options: string[], databaseUrl: string) {
  // The password is not shown to whoever lists this machine's processes.
  const url = new URL(databaseUrl)
  const password = decodeURIComponent(url.password)
  url.password = ''
  const child = spawn(pathOf(tool), [...options, '--no-password', `--dbname=${url.href}`], {
    env: { ...process.env, ...(password ? { PGPASSWORD: password } : {}) },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const done = ended(child, tool)
  // It is awaited once all has been read.
  done.catch(() => {})
  return { child, done }
}

async function ended(child: ChildProcess, tool: Tool): Promise<void> {
  const said = child.stderr ? text(child.stderr) : ''
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve)
    child.once('error', cause =>
      reject(new BackupError(`${tool} is not on this machine: install postgresql-client`, { cause })),
    )
  })
  if (code !== 0) throw new BackupError(`${tool} failed:\n${(await said).trim()}`)
}

/** The newest on the machine; whatever the PATH has where Debian's are not there. */
function pathOf(tool: Tool): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number).filter(Number.isInteger) : []
  const paths = versions.sort((a, b) => b - a).map(version => join(DEBIAN, String(version), 'bin', tool))
  return paths.find(existsSync) ?? tool
}
