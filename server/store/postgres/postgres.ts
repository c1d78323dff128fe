import {
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  replaceWithNoncontingentExpression,
} from 'kysely'
import type { Pool } from 'pg'
import { migrate } from '../migrate.ts'
import type { Schema } from '../schema.ts'
import type { Db, Store } from '../store.ts'
import { createDriver } from './driver.ts'
import { inPostgresWords } from './words-plugin.ts'

/** Any number, the same for every instance of this program: who holds it may migrate. */
export const MIGRATING = 7_318_001

/**
 * Opens the store on a PostgreSQL (15 or later), and brings its tables up to date. Where `admit` throws, which is asked
 * before, nothing is written.
 */
export async function openPostgres(
  pool: Pool,
  admit: (db: Db) => Promise<void> = async () => {},
): Promise<Store> {
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => createDriver(pool),
      createIntrospector: kysely => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    // `in ()` finds nothing on SQLite and is no syntax here.
    plugins: [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })],
  })
  await alone(pool, async () => {
    await admit(db)
    await migrate(db.withPlugin(inPostgresWords))
  })
  return {
    db,
    // What was erased was ciphertext whose key has gone; its dead rows go with the database's own vacuum.
    async forgetErased() {},
    close: () => db.destroy(),
  }
}

/** Of all instances that start at once, one migrates and the others wait for it. */
async function alone(pool: Pool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATING])
    await work()
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATING]).finally(() => client.release())
  }
}
