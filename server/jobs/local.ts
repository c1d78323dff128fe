import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { type Due, dueJobs, outboxDepth, postpone, rowsOf, strikeOff } from '../store/outbox.ts'
import type { Db } from '../store/store.ts'
import { every } from './every.ts'
import { JOBS_AT_ONCE, type Jobs, LOOK_MS, pauseAfter, TRIES_MAX, type Work } from './work.ts'

interface Running {
  db: Db
  clock: Clock
  log: Logger
}

/**
 * Does the work in this process, from the outbox's own rows: for the embedded store, which is one process's alone. A row
 * is struck off once its job is done, so that whatever was under way when a process died is begun again by the next.
 */
export function runLocally({ db, clock, log }: Running, work: Work): Jobs {
  const stopping = new AbortController()
  const jobs = new Map(Object.entries(work.jobs))
  const underWay = new Map<string, { due: Due; done: Promise<void> }>()

  const look = async () => {
    // As many as can be under way, and one for each that is: those may be asked for again.
    const due = await dueJobs(db, [...jobs.keys()], clock(), 2 * JOBS_AT_ONCE)
    for (const one of due) {
      const key = `${one.job}:${one.objectId}`
      if (stopping.signal.aborted || underWay.size >= JOBS_AT_ONCE) return
      if (underWay.has(key)) continue
      const done = perform(one)
        .catch(error => log.error({ err: error, job: one.job }, 'the outbox could not be written'))
        .finally(() => underWay.delete(key))
      underWay.set(key, { due: one, done })
    }
  }

  const perform = async (due: Due) => {
    const { ids, attempts } = await rowsOf(db, due, clock())
    try {
      await jobs.get(due.job)?.(due.objectId)
    } catch (error) {
      const failures = attempts + 1
      log.error({ err: error, job: due.job, object: due.objectId, failures }, 'a job failed')
      if (failures < TRIES_MAX)
        return void (await postpone(db, ids, failures, clock() + pauseAfter(failures)))
    }
    await strikeOff(db, ids)
  }

  const looking = every(LOOK_MS, look, error => log.error({ err: error }, 'looking for jobs failed'))
  const sweeping = work.sweeps.map(({ name, everyMs, run }) =>
    every(everyMs, run, error => log.error({ err: error, sweep: name }, 'a sweep failed')),
  )
  return {
    waiting: () =>
      outboxDepth(
        db,
        clock(),
        [...underWay.values()].map(({ due }) => due),
      ),
    async stop() {
      stopping.abort()
      await Promise.all([looking, ...sweeping].map(one => one.stop()))
      await Promise.all([...underWay.values()].map(({ done }) => done))
    },
  }
}
