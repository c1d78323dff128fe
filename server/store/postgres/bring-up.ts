import type { Logger } from 'pino'
import { migrate } from '../migrate.ts'
import type { Db } from '../store.ts'
import { LOCKS } from './advisory-locks.ts'
import { openPool } from './pool.ts'
import { EVERYTHING, seeing } from './postgres.ts'
import { buildWall } from './wall.ts'
import { inPostgresWords } from './words-plugin.ts'

/**
 * How long one step of that may take, in ms, which nobody waits for at a page: an index over a large table, or the turn of
 * another instance that is at it.
 */
const STEP_MS = 600_000

/**
 * Brings the tables up to date as their owner, with the wall between organizations, for a server that runs as `role`.
 * Of all instances that start at once, one works and the others wait for it. Where `admit` throws, which is asked
 * before, nothing is written.
 */
export async function bringUp(
  ownerUrl: string,
  role: string,
  log: Logger,
  admit: (db: Db) => Promise<void> = async () => {},
): Promise<void> {
  const pool = openPool(ownerUrl, log, STEP_MS)
  const db = seeing(pool, EVERYTHING)
  const client = await pool.connect().catch(async error => {
    await db.destroy()
    throw error
  })
  try {
    await client.query('select pg_advisory_lock($1)', [LOCKS.migrating])
    await admit(db)
    const done = await migrate(db.withPlugin(inPostgresWords))
    await buildWall(db, role, { anew: done > 0 })
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCKS.migrating]).finally(() => client.release())
    await db.destroy()
  }
}
