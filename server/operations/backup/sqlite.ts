import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pipeline } from 'node:stream/promises'
import { holdDirectory, LOCK_FILES } from '../../store/hold.ts'
import { KEY_CHECK } from '../../store/key-check.ts'
import { MASTER_KEY_FILE } from '../../store/master-key.ts'
import { STORE_FILE } from '../../store/open.ts'
import { type Backup, BackupError, refuseTaken, syncDirectory, writeBackup } from './backup-file.ts'

/** How long the store may be busy before the backup is given up, in ms. */
const BUSY_MS = 30_000

/**
 * Backs up the embedded store of a data directory, whether a server is running on it or not: all that was acknowledged
 * before, as it was at one moment. Rate limits, which are in a file of their own, are left out.
 *
 * `vacuum into` and not SQLite's backup API: that one begins anew whenever another process writes, and never ends under
 * load; this reads one snapshot of the log, waits for nobody, and carries no remainder of what was erased.
 */
export async function backUpSqlite(dataDir: string, path: string): Promise<void> {
  refuseTaken(path)
  const store = join(dataDir, STORE_FILE)
  if (!existsSync(store)) throw new BackupError(`${dataDir} holds no store`)
  const copy = `${path}.partial.sqlite`
  const madeAt = new Date().toISOString()
  try {
    const keyCheck = copyInto(store, copy)
    const about = { store: 'sqlite' as const, 'made-at': madeAt, 'key-check': keyCheck }
    await writeBackup(path, about, createReadStream(copy))
  } finally {
    await rm(copy, { force: true })
  }
}

/** Copies a store that may be in use; the check value of its master key. */
function copyInto(store: string, copy: string): string {
  const database = new DatabaseSync(store, { readOnly: true, timeout: BUSY_MS })
  try {
    database.prepare('vacuum into ?').run(copy)
  } finally {
    database.close()
  }
  const copied = new DatabaseSync(copy, { readOnly: true })
  try {
    const row = copied.prepare('select value from setting where name = ?').get(KEY_CHECK)
    if (typeof row?.value !== 'string') throw new BackupError('the store was never started by this version')
    return row.value
  } finally {
    copied.close()
  }
}

/** Restores the embedded store into a data directory that is nobody's and holds no store; nothing of it on failure. */
export async function restoreSqlite(backup: Backup, dataDir: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  refuseFull(dataDir)
  const hold = holdDirectory(dataDir)
  const partial = join(dataDir, `${STORE_FILE}.partial`)
  try {
    await pipeline(backup.read(), createWriteStream(partial, { mode: 0o600, flush: true }))
    await rename(partial, join(dataDir, STORE_FILE))
    await syncDirectory(dataDir)
  } finally {
    await rm(partial, { force: true })
    hold.release()
  }
}

/** The key may be put there before; the files of a lock are no data. */
function refuseFull(dataDir: string): void {
  const found = readdirSync(dataDir)
  const data = found.filter(name => name !== MASTER_KEY_FILE && !LOCK_FILES.includes(name))
  // Whoever has it is named: that is the better reason.
  if (LOCK_FILES.some(name => found.includes(name))) holdDirectory(dataDir).release()
  if (data.length > 0) throw new BackupError(`${dataDir} is not empty: restore into a directory of its own`)
}
