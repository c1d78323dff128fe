import {
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresIntrospector,
  PostgresQueryCompiler,
  replaceWithNoncontingentExpression,
} from 'kysely'
import type { Pool } from 'pg'
import type { Schema } from '../schema.ts'
import type { Db, Store } from '../store.ts'
import { TurnsAdapter } from '../turns.ts'
import { createDriver } from './driver.ts'
import { turnsOver } from './turns.ts'

/** What sees every environment's rows: the server's own work. */
export const EVERYTHING = '*'

/** The store on a PostgreSQL (15 or later) whose tables are up to date. */
export function openPostgres(pool: Pool): Store {
  const turns = turnsOver(pool)
  const db = seeing(pool, EVERYTHING, turns)
  return {
    db,
    within: environmentIds => seeing(pool, environmentIds.join(' '), turns),
    // What was erased was ciphertext whose key has gone; its dead rows go with the database's own vacuum.
    async forgetErased() {},
    close: () => db.destroy(),
  }
}

/** What queries are written with; `sees`: see wall.ts. */
export const seeing = (pool: Pool, sees: string, turns = turnsOver(pool)): Db =>
  new Kysely<Schema>({
    dialect: {
      createAdapter: () => new TurnsAdapter(turns),
      createDriver: () => createDriver(pool, sees),
      createIntrospector: kysely => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    // `in ()` finds nothing on SQLite and is no syntax here.
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  })
