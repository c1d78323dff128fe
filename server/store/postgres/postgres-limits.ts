import { Kysely, PostgresDialect } from 'kysely'
import type { Pool } from 'pg'
import type { Limits, LimitsSchema } from '../limits.ts'

/**
 * The counts on PostgreSQL, for all instances together. They are on the store's own connections, and end with them.
 */
export function openPostgresLimits(pool: Pool): Limits {
  const db = new Kysely<LimitsSchema>({ dialect: new PostgresDialect({ pool }) })
  return { db, async close() {} }
}
