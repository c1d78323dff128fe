import {
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  replaceWithNoncontingentExpression,
} from 'kysely'
import type { Pool } from 'pg'
import type { Schema } from '../schema.ts'
import type { Db, Store } from '../store.ts'
import { createDriver } from './driver.ts'

/** What sees every environment's rows: the server's own work. */
export const EVERYTHING = '*'

/** The store on a PostgreSQL (15 or later) whose tables are up to date. */
export function openPostgres(pool: Pool): Store {
  const db = seeing(pool, EVERYTHING)
  return {
    db,
    within: environmentIds => seeing(pool, environmentIds.join(' ')),
    // What was erased was ciphertext whose key has gone; its dead rows go with the database's own vacuum.
    async forgetErased() {},
    close: () => db.destroy(),
  }
}

/** What queries are written with; `sees`: see wall.ts. */
export const seeing = (pool: Pool, sees: string): Db =>
  new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => createDriver(pool, sees),
      createIntrospector: kysely => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    // `in ()` finds nothing on SQLite and is no syntax here.
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  })
