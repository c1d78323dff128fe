import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { type Clock, systemClock } from '../../../server/clock.ts'
import { runOnGraphile } from '../../../server/jobs/graphile.ts'
import { runLocally } from '../../../server/jobs/local.ts'
import type { Jobs, Sweep, Work } from '../../../server/jobs/work.ts'
import { openStore } from '../../../server/store/open.ts'
import type { Db } from '../../../server/store/store.ts'
import { databaseUrlOf, dropDatabaseOf } from '../database.ts'
import { temporaryDirectory } from '../store/temporary-directory.ts'

/** The engine of one instance on a real store. */
export interface Engine {
  db: Db
  jobs: Jobs
  /** Everything that was logged. */
  log(): string
}

export interface Doing {
  /** What the job does; nothing where none is given. */
  job?: (objectId: string) => Promise<void>
  sweeps?: Sweep[]
  clock?: Clock
  /** Another instance on the same store; one of its own where none is given. */
  directory?: string
}

/** Starts the engine that goes with the store that the suite runs on; it stops when the test has ended. */
export async function startEngine({
  job = async () => {},
  sweeps = [],
  clock = systemClock,
  directory = placeOf(),
}: Doing): Promise<Engine> {
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  const place = { dataDir: directory, databaseUrl: await databaseUrlOf(directory), databaseMigrateUrl: null }
  const { store, limits, pool } = await openStore(place, log)
  const none = async () => {}
  const others = { 'advance-workflow-run': none, 'send-sign-in-links': none }
  const work: Work = { jobs: { 'deliver-webhook': job, ...others }, sweeps }
  const jobs = pool
    ? await runOnGraphile({ db: store.db, pool, clock, log }, work)
    : runLocally({ db: store.db, clock, log }, work)
  onTestFinished(async () => {
    await jobs.stop()
    await Promise.all([store.close(), limits.close()])
  })
  return { db: store.db, jobs, log: () => lines.join('') }
}

/** A directory, and the database that goes with it, which are gone when the test has ended. */
export function placeOf(): string {
  const directory = temporaryDirectory()
  onTestFinished(() => dropDatabaseOf(directory))
  return directory
}
