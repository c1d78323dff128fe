import type { Pool } from 'pg'
import { LOCKS } from '../store/postgres/advisory-locks.ts'
import { SCHEMA } from './graphile-install.ts'
import { TRIES_MAX } from './work.ts'

/** How many rows of the outbox become jobs in one statement. */
const BATCH = 1_000

/**
 * Turns rows of the outbox that are due into jobs, until none is left; how many rows there were. One statement does it,
 * so that no row is lost or stays; one instance at a time, so that no two wait for each other. Rows that ask for the
 * same become one job, under a key: a job that waits takes in what is asked for again, one that has begun is followed by
 * another.
 */
export async function relay(pool: Pool, jobs: readonly string[], now: number): Promise<number> {
  let relayed = 0
  for (;;) {
    const { rows } = await pool.query<{ taken: number }>(RELAY, [jobs, now])
    const taken = rows[0]?.taken ?? 0
    relayed += taken
    if (taken < BATCH) return relayed
  }
}

const RELAY = `
  with taken as (
    delete from outbox where id in (
      select id from outbox
        where (select pg_try_advisory_xact_lock(${LOCKS.relaying})) and run_at <= $2 and job = any($1)
        order by run_at limit ${BATCH} for update skip locked
    ) returning job, object_id
  ), specs as (
    select array_agg((
      job, json_build_object('objectId', object_id), null, null, ${TRIES_MAX}, job || ':' || object_id, null, null
    )::${SCHEMA}.job_spec) as specs
    from (select distinct job, object_id from taken) wanted having count(*) > 0
  ), added as (
    select job.id from specs, lateral ${SCHEMA}.add_jobs(specs.specs) job
  )
  select (select count(*) from taken) as taken, (select count(*) from added) as added`
