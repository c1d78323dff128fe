import { Logger, runMigrations } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Logger as Log } from 'pino'
import { LOCKS } from '../store/postgres/advisory-locks.ts'

/** Where graphile-worker keeps its tables. */
export const SCHEMA = 'graphile_worker'

/**
 * Brings graphile-worker's own tables up to date, in its own schema. Where the schema is there it is used as it is: it
 * has to belong to the role that this server runs as. Of instances that start at once, one installs.
 */
export async function installQueue(pool: Pool, log: Log): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCKS.installing])
    const { rowCount } = await client.query('select from pg_namespace where nspname = $1', [SCHEMA])
    // It asks for the right to make schemas even where there is one, unless it finds the first of its tables.
    if (rowCount !== 0) await client.query(FIRST_TABLE)
    await runMigrations({ pgPool: pool, schema: SCHEMA, logger: loggerOf(log) })
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCKS.installing]).finally(() => client.release())
  }
}

/** As its documentation has it (worker.graphile.org/docs/schema). */
const FIRST_TABLE = `create table if not exists ${SCHEMA}.migrations (
  id int primary key, ts timestamptz default now() not null, breaking boolean not null default false
)`

/** Its log, in ours: what it warns of is how it has been set up, and what it informs of is every single job. */
export function loggerOf(log: Log): Logger {
  return new Logger(() => (level, message, { error }) => {
    if (level === 'error') log.error({ err: error }, message)
    else if (level === 'warning') log.info(message)
    else log.trace(message)
  })
}
