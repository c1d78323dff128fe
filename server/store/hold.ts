import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

/** Another process has the directory. Nothing in it was touched. */
export class DirectoryHeld extends Error {}

/** A directory that is this process's alone. */
export interface Hold {
  /** Twice is once. */
  release(): void
}

const [LOCK_FILE, HOLDER_FILE] = ['lock.sqlite', 'holder.json']
/** What a lock leaves in the directory. */
export const LOCK_FILES: readonly string[] = [LOCK_FILE, HOLDER_FILE]

const holder = z.object({ pid: z.int(), host: z.string(), since: z.string() })

/**
 * Takes the data directory of an embedded store for this process alone, until it is released or the process ends, however
 * it ends: the lock is the operating system's, on a file of its own. Throws {@link DirectoryHeld}, naming who has it.
 */
export function holdDirectory(dataDir: string): Hold {
  const file = join(dataDir, HOLDER_FILE)
  const lock = new DatabaseSync(join(dataDir, LOCK_FILE))
  try {
    // A lock on an empty database: nothing is ever written to it.
    lock.exec('pragma journal_mode = delete; begin exclusive')
  } catch (cause) {
    lock.close()
    throw new DirectoryHeld(`${dataDir} is in use by ${holderOf(file)}`, { cause })
  }
  const self = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
  writeFileSync(file, `${JSON.stringify(self)}\n`, { mode: 0o600 })
  return {
    release() {
      if (lock.isOpen) lock.close()
    },
  }
}

/** Who says that it has the directory. */
function holderOf(file: string): string {
  try {
    const { pid, host, since } = holder.parse(JSON.parse(readFileSync(file, 'utf8')))
    return `process ${pid} on ${host}, since ${since}`
  } catch {
    return 'another process'
  }
}
