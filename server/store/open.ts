import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { holdDirectory } from './hold.ts'
import { type Limits, openLimits } from './limits.ts'
import { bringUp } from './postgres/bring-up.ts'
import { checkWall, roleOf } from './postgres/check-wall.ts'
import { openDatabaseClock } from './postgres/database-clock.ts'
import { openPool } from './postgres/pool.ts'
import { openPostgres } from './postgres/postgres.ts'
import { openPostgresLimits } from './postgres/postgres-limits.ts'
import { type Hearing, openStreamNews, type StreamNews } from './postgres/stream-news.ts'
import { openSqlite } from './sqlite.ts'
import type { Db, Store } from './store.ts'

/** The embedded store, in the data directory. */
export const STORE_FILE = 'connect.sqlite'

/** Where everything is kept. */
export interface StorePlace {
  dataDir: string
  /** A PostgreSQL; null for the embedded store, in `dataDir`. */
  databaseUrl: string | null
  /** The same PostgreSQL as the owner of its tables, who brings them up to date; null where that has been done. */
  databaseMigrateUrl: string | null
}

export interface Opened {
  store: Store
  limits: Limits
  /** The one clock of all instances; null where this process is the only one. */
  clock: Clock | null
  /** Tells other instances of the streams that this one has news of; null where there can be no others. */
  openNews: ((hearing: Hearing) => Promise<StreamNews>) | null
  /** The connections to PostgreSQL, which the job queue shares; null on the embedded store. */
  pool: Pool | null
}

/**
 * Opens the store that is asked for, brings its tables up to date, and the counts that go with it. Throws DirectoryHeld
 * where another process has the embedded one, DatabaseRefused where nothing would keep organizations apart. `admit` is
 * asked first of all, on the tables as they are: where it throws, nothing is written.
 */
export async function openStore(
  { dataDir, databaseUrl, databaseMigrateUrl }: StorePlace,
  log: Logger,
  admit: (db: Db) => Promise<void> = async () => {},
): Promise<Opened> {
  if (databaseUrl === null) {
    return openEmbedded(dataDir, admit)
  }
  const pool = openPool(databaseUrl, log)
  try {
    const role = await roleOf(pool)
    if (databaseMigrateUrl !== null) await bringUp(databaseMigrateUrl, role, log, admit)
    await checkWall(pool)
    const store = openPostgres(pool)
    if (databaseMigrateUrl === null) await admit(store.db)
    const openNews = (hearing: Hearing) => openStreamNews(pool, hearing, log)
    const clock = await openDatabaseClock(pool, log)
    const close = () => clock.close().then(store.close)
    return { store: { ...store, close }, limits: openPostgresLimits(pool), clock: clock.now, openNews, pool }
  } catch (error) {
    await pool.end()
    throw error
  }
}

async function openEmbedded(dataDir: string, admit: (db: Db) => Promise<void>): Promise<Opened> {
  const hold = holdDirectory(dataDir)
  try {
    const store = await openSqlite(join(dataDir, STORE_FILE), admit)
    const close = () => store.close().finally(hold.release)
    return {
      store: { ...store, close },
      limits: await openLimits(join(dataDir, 'limits.sqlite')),
      clock: null,
      openNews: null,
      pool: null,
    }
  } catch (error) {
    hold.release()
    throw error
  }
}
