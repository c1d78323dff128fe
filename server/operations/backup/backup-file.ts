import { createHash } from 'node:crypto'
import { createReadStream, existsSync, type ReadStream } from 'node:fs'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'

/**
 * A backup is one file: a line that says what it is, a payload in the store's own format, and the SHA-256 of all before
 * it. A file that was cut off or changed is told before anything is restored from it, and the payload can be had without
 * this program too: `tail -n +2 FILE | head -c -32`.
 */

const MAGIC = 'connect-backup 1 '
const DIGEST_BYTES = 32
/** How long the first line may be, in bytes. */
const LINE_MAX = 1_024
const NEWLINE = 10

const header = z.strictObject({
  /** Which store it is of: the payload is an SQLite database, or an archive of pg_dump's custom format. */
  store: z.enum(['sqlite', 'postgres']),
  /** When it was begun (RFC 3339). */
  'made-at': z.iso.datetime(),
  /** Which master key the store is under (see store/key-check.ts). */
  'key-check': z.string(),
})

export type BackupHeader = z.infer<typeof header>

/** A backup that cannot be made, or that cannot be restored there. Nothing was changed. */
export class BackupError extends Error {}

export interface Backup {
  header: BackupHeader
  /** The payload, from its beginning. */
  read(): ReadStream
}

/** Whether a backup can be written there. Throws {@link BackupError} where not. */
export function refuseTaken(path: string): void {
  if (existsSync(path))
    throw new BackupError(`${path} is there already: a backup is never written over another file`)
}

/**
 * Writes a backup to `path`, for its owner alone to read (mode 0600): whole and safe from a power cut when the promise
 * resolves; not at all where it rejects.
 */
export async function writeBackup(
  path: string,
  about: BackupHeader,
  payload: AsyncIterable<Uint8Array>,
): Promise<void> {
  refuseTaken(path)
  const partial = `${path}.partial`
  const file = await open(partial, 'wx', 0o600)
  try {
    await writeAll(file, about, payload)
    await rename(partial, path)
    await syncDirectory(dirname(path))
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

async function writeAll(file: FileHandle, about: BackupHeader, payload: AsyncIterable<Uint8Array>) {
  try {
    const hash = createHash('sha256')
    const write = async (bytes: Uint8Array) => {
      hash.update(bytes)
      await file.writeFile(bytes)
    }
    await write(Buffer.from(`${MAGIC}${JSON.stringify(about)}\n`))
    for await (const bytes of payload) await write(bytes)
    await file.writeFile(hash.digest())
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes what was renamed within a directory safe from a power cut. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  await directory.sync().finally(() => directory.close())
}

/** Opens a backup, and reads all of it once. Throws {@link BackupError} where it is none, or is not as it was written. */
export async function openBackup(path: string): Promise<Backup> {
  const size = (await stat(path).catch(() => null))?.size
  if (size === undefined) throw new BackupError(`${path} cannot be read`)
  const { about, start } = await readLine(path)
  const end = size - DIGEST_BYTES
  if (end < start || !(await digestOf(path, end)).equals(await bytesFrom(path, end))) {
    throw new BackupError(`${path} is damaged or cut off: its checksum is another`)
  }
  return { header: about, read: () => createReadStream(path, { start, end: end - 1 }) }
}

async function readLine(path: string): Promise<{ about: BackupHeader; start: number }> {
  const first = await bytesFrom(path, 0, LINE_MAX)
  const end = first.indexOf(NEWLINE)
  const line = first.subarray(0, Math.max(end, 0)).toString('utf8')
  const about = line.startsWith(MAGIC) ? header.safeParse(jsonOf(line.slice(MAGIC.length))) : null
  if (!about?.success) throw new BackupError(`${path} is not a backup that this version has made`)
  return { about: about.data, start: end + 1 }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function bytesFrom(path: string, start: number, length?: number): Promise<Buffer> {
  const range = length === undefined ? { start } : { start, end: start + length - 1 }
  return Buffer.concat(await createReadStream(path, range).toArray())
}

/** SHA-256 of the first `length` bytes. */
async function digestOf(path: string, length: number): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(path, { end: length - 1 })) hash.update(bytes)
  return hash.digest()
}
