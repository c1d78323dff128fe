import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { forKysely } from './sqlite.ts'

/** How many requests an API key has made since `started_at`, ms since the epoch. */
export interface RateWindowTable {
  key_id: string
  started_at: number
  count: number
}

export interface LimitsSchema {
  rate_window: RateWindowTable
}

/** Counts that every instance on the same data sees. */
export interface Limits {
  db: Kysely<LimitsSchema>
  close(): Promise<void>
}

/**
 * Opens the embedded counts at `path`, in a file of their own: they are worth nothing after a power cut, so they are
 * never waited for (`synchronous=off`; a count in the store's own file, which is, took 4.6 times as long), and a file that
 * a power cut has spoilt is begun anew.
 */
export async function openLimits(path: string): Promise<Limits> {
  try {
    return await openFile(path)
  } catch {
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
    return openFile(path)
  }
}

async function openFile(path: string): Promise<Limits> {
  const database = new DatabaseSync(path)
  try {
    database.exec('pragma busy_timeout = 5000')
    database.exec('pragma journal_mode = wal; pragma synchronous = off')
    const db = new Kysely<LimitsSchema>({ dialect: new SqliteDialect({ database: forKysely(database) }) })
    await sql`create table if not exists rate_window (
      key_id text primary key, started_at integer not null, count integer not null
    ) strict, without rowid`.execute(db)
    return { db, close: () => db.destroy() }
  } catch (error) {
    database.close()
    throw error
  }
}

/** Counts one request, in the window that is open at `now` or in a new one; the window as it then is. */
export const countRequest = (
  { db }: Limits,
  keyId: string,
  now: number,
  windowMs: number,
): Promise<RateWindowTable> =>
  db
    .insertInto('rate_window')
    .values({ key_id: keyId, started_at: now, count: 1 })
    .onConflict(conflict =>
      conflict.column('key_id').doUpdateSet({
        count: sql`case when rate_window.started_at > ${now - windowMs} then rate_window.count + 1 else 1 end`,
        started_at: sql`case when rate_window.started_at > ${now - windowMs} then rate_window.started_at else ${now} end`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()

/** The window of a key, as it was left; undefined where it has never made a request. */
export const findRateWindow = ({ db }: Limits, keyId: string): Promise<RateWindowTable | undefined> =>
  db.selectFrom('rate_window').selectAll().where('key_id', '=', keyId).executeTakeFirst()
