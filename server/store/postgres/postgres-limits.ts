import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Pool } from 'pg'
import type { Limits, LimitsSchema } from '../limits.ts'

/**
 * The counts on PostgreSQL, for all instances together, in a table that is not logged: they are worth nothing after a
 * crash, so that nobody waits for them. They are on the store's own connections, and end with them.
 */
export async function openPostgresLimits(pool: Pool): Promise<Limits> {
  const db = new Kysely<LimitsSchema>({ dialect: new PostgresDialect({ pool }) })
  await sql`create unlogged table if not exists rate_window (
    key_id text primary key, started_at bigint not null, count bigint not null
  )`.execute(db)
  return { db, async close() {} }
}
