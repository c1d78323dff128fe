import { randomUUID } from 'node:crypto'
import type { JobName } from '../jobs/work.ts'
import type { Db } from './store.ts'

/** How many rows of one job about one object are read, and struck off, at once. */
const ROWS_MAX = 1_000

/** What is to be done, and about what. */
export interface Due {
  job: string
  objectId: string
}

/**
 * Has a job done about an object, soon or not before `runAt`. Call it inside the transaction of what causes it. Asked
 * for several times before it is begun, it is done once.
 */
export const enqueue = (tx: Db, job: JobName, objectIds: readonly string[], runAt: number) =>
  tx
    .insertInto('outbox')
    .values(
      objectIds.map(objectId => ({ id: randomUUID(), job, object_id: objectId, run_at: runAt, attempts: 0 })),
    )
    .execute()

/** What is due, the longest due first, each once. */
export async function dueJobs(db: Db, jobs: readonly string[], now: number, limit: number): Promise<Due[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['job', 'object_id'])
    .where('run_at', '<=', now)
    .where('job', 'in', jobs)
    .groupBy(['job', 'object_id'])
    .orderBy(eb => eb.fn.min('run_at'))
    .limit(limit)
    .execute()
  return rows.map(({ job, object_id }) => ({ job, objectId: object_id }))
}

/** The due rows that ask for one thing: their identifiers, and how often it has failed. */
export async function rowsOf(db: Db, { job, objectId }: Due, now: number) {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'attempts'])
    .where('job', '=', job)
    .where('object_id', '=', objectId)
    .where('run_at', '<=', now)
    .limit(ROWS_MAX)
    .execute()
  return { ids: rows.map(({ id }) => id), attempts: Math.max(0, ...rows.map(row => row.attempts)) }
}

/** It has been done. */
export const strikeOff = (db: Db, ids: readonly string[]) =>
  db.deleteFrom('outbox').where('id', 'in', ids).execute()

/** It has failed, and is tried again not before `runAt`. */
export const postpone = (db: Db, ids: readonly string[], attempts: number, runAt: number) =>
  db.updateTable('outbox').set({ attempts, run_at: runAt }).where('id', 'in', ids).execute()

/**
 * How many rows are due, those of `begun` left out, and since when the oldest is, ms since the epoch; null where none is.
 */
export async function outboxDepth(
  db: Db,
  now: number,
  begun: readonly Due[] = [],
): Promise<{ count: number; oldestAt: number | null }> {
  const row = await db
    .selectFrom('outbox')
    .select(eb => [eb.fn.countAll<number>().as('count'), eb.fn.min<number | null>('run_at').as('oldestAt')])
    .where('run_at', '<=', now)
    .where(({ eb, and, not }) =>
      and(begun.map(({ job, objectId }) => not(eb('job', '=', job).and('object_id', '=', objectId)))),
    )
    .executeTakeFirstOrThrow()
  return { count: Number(row.count), oldestAt: row.oldestAt }
}
