import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import type { Logger } from 'pino'
import { type Clock, systemClock } from '../clock.ts'
import { ConfigError } from '../config.ts'
import { latestMigrations } from '../store/migrate.ts'
import { openStore, STORE_FILE, type StorePlace } from '../store/open.ts'
import type { Schema } from '../store/schema.ts'
import { forKysely } from '../store/sqlite.ts'
import type { Db } from '../store/store.ts'

/** How long a running server may be waited for, in ms. */
const BUSY_MS = 5_000

/** A store that a server may be running on meanwhile. */
export interface Beside {
  db: Db
  /** The clock that the server goes by. */
  clock: Clock
  close(): Promise<void>
}

/**
 * Opens the store for a command of whoever runs the server, beside that server. It makes no store and brings none up to
 * date; throws ConfigError where that has to be done first.
 */
export async function openBeside(
  place: Omit<StorePlace, 'databaseMigrateUrl'>,
  log: Logger,
): Promise<Beside> {
  if (place.databaseUrl === null) return openSqliteBeside(place.dataDir)
  const { store, limits, clock } = await openStore({ ...place, databaseMigrateUrl: null }, log)
  await limits.close()
  return { db: store.db, clock: clock ?? systemClock, close: store.close }
}

async function openSqliteBeside(dataDir: string): Promise<Beside> {
  const path = join(dataDir, STORE_FILE)
  if (!existsSync(path)) throw new ConfigError(`${dataDir} holds no store`)
  const database = new DatabaseSync(path)
  database.exec(`pragma busy_timeout = ${BUSY_MS}; pragma synchronous = full; pragma foreign_keys = on`)
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: forKysely(database) }) })
  const done = database.prepare('select name from kysely_migration').all()
  const names = new Set(done.map(({ name }) => name))
  if (latestMigrations.every(name => names.has(name))) {
    return { db, clock: systemClock, close: () => db.destroy() }
  }
  database.close()
  throw new ConfigError(`${dataDir}: start the server once, which brings its tables up to date`)
}
