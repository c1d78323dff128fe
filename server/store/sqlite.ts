import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement, sql } from 'kysely'
import { migrate } from './migrate.ts'
import type { Schema } from './schema.ts'
import type { Db, Store } from './store.ts'

/** How long another process may be waited for, in ms. */
const BUSY_MS = 5_000
/** How long the log is tried to be emptied, and the pause between two tries, in ms. */
const EMPTY_LOG_MS = 30_000
const EMPTY_LOG_AGAIN_MS = 50

/**
 * Opens the embedded store at `path`, makes it when it is missing, and brings its tables up to date.
 * WAL with `synchronous=FULL`: of the modes measured it is the one that lost no acknowledged row in a power cut.
 * Where `admit` throws, which is asked before, no table is touched.
 */
export async function openSqlite(
  path: string,
  admit: (db: Db) => Promise<void> = async () => {},
): Promise<Store> {
  const database = new DatabaseSync(path)
  // First of all, so that two processes that start at once wait for each other in what follows.
  database.exec(`pragma busy_timeout = ${BUSY_MS}`)
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  // Without it, replacing a row would pass by the trigger that forbids deleting it.
  database.exec('pragma recursive_triggers = on')
  // Erased rows leave no readable remainder in free pages.
  database.exec('pragma secure_delete = on')
  // There is one wall here, each statement's own: nobody needs to be let across.
  for (const name of ['connect_see_both_sides', 'connect_see_presented'])
    database.function(name, { varargs: true }, () => null)
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: forKysely(database) }) })
  try {
    await admit(db)
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    db,
    within: () => db,
    forgetErased: () => emptyLog(db),
    close: () => db.destroy(),
  }
}

/**
 * Empties the write-ahead log. While a backup is being copied, which needs the log as it was, it is tried again and again:
 * SQLite's own waiting would stop the whole process. What is left after {@link EMPTY_LOG_MS} goes with the next erasure.
 */
async function emptyLog(db: Db): Promise<void> {
  const givenUpAt = performance.now() + EMPTY_LOG_MS
  while (performance.now() < givenUpAt) {
    const isBusy = await db.connection().execute(async connection => {
      await sql`pragma busy_timeout = 0`.execute(connection)
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(connection)
      await sql`pragma busy_timeout = ${sql.raw(String(BUSY_MS))}`.execute(connection)
      return rows[0]?.busy !== 0
    })
    if (!isBusy) return
    await wait(EMPTY_LOG_AGAIN_MS)
  }
}

/** Kysely's dialect expects better-sqlite3's calling style; node:sqlite differs in how parameters are passed. */
export function forKysely(database: DatabaseSync): SqliteDatabase {
  return {
    prepare: sql => statementForKysely(database.prepare(sql)),
    close: () => database.close(),
  }
}

type Parameter = null | number | bigint | string | Uint8Array

function statementForKysely(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: parameters => statement.all(...parameters.map(toParameter)),
    run: parameters => statement.run(...parameters.map(toParameter)),
    iterate: parameters => statement.iterate(...parameters.map(toParameter)),
  }
}

function toParameter(value: unknown): Parameter {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    return value
  }
  if (value instanceof Uint8Array) return value
  throw new TypeError(`a ${typeof value} cannot be stored`)
}
