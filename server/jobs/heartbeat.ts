import type { Pool } from 'pg'
import { SCHEMA } from './graphile-install.ts'

/** How often a worker says that it is alive, in ms. */
export const BEAT_MS = 1_000
/** After how long without a word a worker counts as dead, in ms. */
export const DEAD_MS = 5_000

/** For how long a worker may hold a job that it has not begun, in ms: longer than a turn of those that it does. */
const UNBEGUN_MS = 15_000

/**
 * Whether a worker that is alive holds a job that it does not know of: the database gave it out, and the answer was lost
 * with its connection. Such a worker has to end, so that the job is given back.
 */
export async function hasStray(pool: Pool, workerId: string, underWay: readonly string[]): Promise<boolean> {
  const { rowCount } = await pool.query(STRAY, [workerId, underWay])
  return rowCount !== 0
}

const STRAY = `
  select from ${SCHEMA}.jobs
    where locked_by = $1 and locked_at < now() - interval '${UNBEGUN_MS} milliseconds' and id <> all ($2::bigint[]) limit 1`

/** How long a job that is due may lie there while a worker has nothing to do, in ms: it looks for jobs far more often. */
const UNTAKEN_MS = 5_000

/**
 * Whether jobs lie there that a worker with nothing to do should have taken: after a connection that broke while it
 * fetched some, graphile-worker at times fetches none any more. Such a worker has to begin again. Jobs that it does not
 * know, of a newer instance beside it, are not its own.
 */
export async function hasUntaken(pool: Pool, known: readonly string[]): Promise<boolean> {
  const { rowCount } = await pool.query(UNTAKEN, [known])
  return rowCount !== 0
}

const UNTAKEN = `
  select from ${SCHEMA}.jobs
    where locked_at is null and attempts < max_attempts and task_identifier = any ($1)
      and run_at < now() - interval '${UNTAKEN_MS} milliseconds' limit 1`

/** Says that a worker is alive, by the database's clock. */
export const beat = (pool: Pool, workerId: string) =>
  pool.query(
    `insert into worker_beat (worker_id, beat_at) values ($1, ${NOW})
       on conflict (worker_id) do update set beat_at = excluded.beat_at`,
    [workerId],
  )

/** A worker has ended in order, and holds nothing. */
export const endBeat = (pool: Pool, workerId: string) =>
  pool.query('delete from worker_beat where worker_id = $1', [workerId])

/**
 * Gives back the jobs of workers that have died, which graphile-worker by itself does after four hours; the identifiers
 * of these workers. A worker that only seemed dead has its jobs done twice, which they bear.
 */
export async function releaseDead(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ dead: string[] }>(RELEASE)
  const dead = rows[0]?.dead ?? []
  if (dead.length > 0) await pool.query(REMOVE_FOLLOWED)
  return dead
}

const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint'

/** Whoever holds a job and has not been heard of counts, known or not: one that woke late may have no row any more. */
const RELEASE = `
  with forgotten as (delete from worker_beat where beat_at < ${NOW} - ${DEAD_MS}),
  dead as (
    select array_agg(distinct locked_by) as ids from ${SCHEMA}.jobs
      where locked_at < now() - interval '${DEAD_MS} milliseconds'
      and not exists (select from worker_beat where worker_id = locked_by and beat_at >= ${NOW} - ${DEAD_MS})
      having count(*) > 0
  )
  select ids as dead, ${SCHEMA}.force_unlock_workers(ids) from dead`

/** What was asked for again while it was under way has been followed by another job, and is not tried again itself. */
const REMOVE_FOLLOWED = `
  select ${SCHEMA}.complete_jobs(array(
    select id from ${SCHEMA}.jobs where key is null and locked_at is null and attempts >= max_attempts
  ))`
