import { EventEmitter, once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { type Runner, run, type Task, type TaskList } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { outboxDepth } from '../store/outbox.ts'
import type { Db } from '../store/store.ts'
import { every } from './every.ts'
import { installQueue, loggerOf, SCHEMA } from './graphile-install.ts'
import { BEAT_MS, beat, endBeat, hasStray, hasUntaken, releaseDead } from './heartbeat.ts'
import { relay } from './relay.ts'
import { JOBS_AT_ONCE, type Jobs, LOOK_MS, type Sweep, type Waiting, type Work } from './work.ts'

/** How often an instance looks for jobs whose time has come, in ms; of what is due at once it is told. */
const POLL_MS = 500
/** How long a job has to come to an end once its instance is told to stop, in ms: a receiver has five seconds. */
const STOP_MS = 10_000
/** The pause before work begins again after the database was away, in ms. */
const AGAIN_MS = 1_000

interface Running {
  db: Db
  pool: Pool
  clock: Clock
  log: Logger
}

/** Does the work by graphile-worker, together with all instances on one PostgreSQL. */
export async function runOnGraphile({ db, pool, clock, log }: Running, work: Work): Promise<Jobs> {
  await installQueue(pool, log)
  for (const { name } of work.sweeps) await pool.query(BEGIN_SWEEP, [name])
  const stopping = new AbortController()
  const doing: Doing = { underWay: new Set(), begun: 0 }
  const tasks = tasksOf(work, pool, log, doing)
  const jobs = Object.keys(work.jobs)
  let worker: { id: string; runner: Runner } | null = null

  const told = once(stopping.signal, 'abort')
  const working = async () => {
    while (!stopping.signal.aborted) {
      try {
        worker = await startWorker(pool, tasks, log)
        await beat(pool, worker.id)
        await Promise.race([worker.runner.promise, told])
        if (!stopping.signal.aborted) log.warn('the worker has ended by itself, and begins again')
      } catch (error) {
        log.error({ err: error }, 'the worker failed, and begins again')
      }
      // Refused where it has ended already, which is what is wanted.
      await worker?.runner.stop().catch(() => {})
      // Whatever it still holds is given back then.
      if (worker) await endBeat(pool, worker.id).catch(error => log.warn({ err: error }, 'no last beat'))
      worker = null
      await wait(AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  let begunBefore = doing.begun
  const beating = every(
    BEAT_MS,
    async () => {
      // It may end while this waits for the database.
      const beaten = worker
      if (beaten) {
        await beat(pool, beaten.id)
        const isIdle = doing.underWay.size === 0 && doing.begun === begunBefore
        begunBefore = doing.begun
        const isDeaf = isIdle && (await hasUntaken(pool, Object.keys(tasks)))
        const hasLost = await hasStray(pool, beaten.id, [...doing.underWay])
        // Not waited for: what it does goes on until it has ended, and so does the beat.
        if (isDeaf || hasLost) beaten.runner.stop().catch(() => {})
      }
      const dead = await releaseDead(pool)
      if (dead.length > 0) log.warn({ dead }, 'gave back the jobs of dead workers')
    },
    error => log.error({ err: error }, 'the heartbeat failed'),
  )
  const relaying = every(
    LOOK_MS,
    async () => void (await relay(pool, jobs, clock())),
    error => log.error({ err: error }, 'the outbox was not read'),
  )
  const worked = working()
  return {
    waiting: async () => together(await outboxDepth(db, clock()), await queueDepth(pool)),
    async stop() {
      stopping.abort()
      await relaying.stop()
      await worked
      await beating.stop()
    },
  }
}

async function startWorker(pool: Pool, tasks: TaskList, log: Logger) {
  const events = new EventEmitter()
  let id = ''
  events.once('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
    id = workerPool.id
  })
  const runner = await run({
    pgPool: pool,
    taskList: tasks,
    parsedCronItems: [],
    noHandleSignals: true,
    events,
    logger: loggerOf(log),
    preset: {
      worker: {
        schema: SCHEMA,
        concurrentJobs: JOBS_AT_ONCE,
        pollInterval: POLL_MS,
        localQueue: { size: JOBS_AT_ONCE },
        // One by one, the end of a job is written by a promise that nobody waits for: it would end the process.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        gracefulShutdownAbortTimeout: STOP_MS,
      },
    },
  })
  return { id, runner }
}

const payload = z.object({ objectId: z.string() })

/** What a worker is at: the identifiers of the jobs that are under way, and how many it has ever begun. */
interface Doing {
  underWay: Set<string>
  begun: number
}

function tasksOf({ jobs, sweeps }: Work, pool: Pool, log: Logger, doing: Doing): TaskList {
  const told =
    (perform: (given: unknown) => Promise<void>): Task =>
    async (given, { job }) => {
      doing.underWay.add(job.id)
      doing.begun += 1
      await perform(given).finally(() => doing.underWay.delete(job.id))
    }
  const tasks: TaskList = {}
  for (const [name, perform] of Object.entries(jobs)) {
    tasks[name] = told(given => perform(payload.parse(given).objectId))
  }
  for (const sweep of sweeps) tasks[sweep.name] = told(() => performSweep(sweep, pool, log))
  return tasks
}

/** The next time is a job of its own, which waits: there is one, whoever of the instances does it. */
async function performSweep({ name, everyMs, run: sweep }: Sweep, pool: Pool, log: Logger): Promise<void> {
  await sweep().catch(error => log.error({ err: error, sweep: name }, 'a sweep failed'))
  await pool.query(NEXT_SWEEP, [name, everyMs])
}

const BEGIN_SWEEP = `select ${SCHEMA}.add_job($1, job_key => $1, job_key_mode => 'preserve_run_at')`
const NEXT_SWEEP = `select ${SCHEMA}.add_job($1, job_key => $1, run_at => now() + $2 * interval '1 millisecond')`

async function queueDepth(pool: Pool): Promise<Waiting> {
  const { rows } = await pool.query<Waiting>(
    `select count(*) as count, (extract(epoch from min(run_at)) * 1000)::bigint as "oldestAt" from ${SCHEMA}.jobs
       where locked_at is null and run_at <= now() and attempts < max_attempts`,
  )
  return rows[0] ?? { count: 0, oldestAt: null }
}

function together(one: Waiting, other: Waiting): Waiting {
  const times = [one.oldestAt, other.oldestAt].filter(at => at !== null)
  return { count: one.count + other.count, oldestAt: times.length === 0 ? null : Math.min(...times) }
}
