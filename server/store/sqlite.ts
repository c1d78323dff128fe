import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement, sql } from 'kysely'
import { migrate } from './migrate.ts'
import type { Schema } from './schema.ts'
import type { Db, Store } from './store.ts'

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
  database.exec('pragma busy_timeout = 5000')
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  // Without it, replacing a row would pass by the trigger that forbids deleting it.
  database.exec('pragma recursive_triggers = on')
  // Erased rows leave no readable remainder in free pages.
  database.exec('pragma secure_delete = on')
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
    async forgetErased() {
      await sql`pragma wal_checkpoint(truncate)`.execute(db)
    },
    close: () => db.destroy(),
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
