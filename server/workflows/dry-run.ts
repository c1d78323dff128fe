import type { Api } from '../api/api.ts'
import { newestEvents } from '../store/events.ts'
import { attempt, type Db, rehearse } from '../store/store.ts'
import {
  findRun,
  type NewRun,
  releaseEvent,
  startRun,
  stepsOfRuns,
  type WorkflowRun,
  type WorkflowRunStep,
} from '../store/workflow-runs.ts'
import { turn } from './advance.ts'
import { done, doneAt, fail, standOf } from './stand.ts'
import { stepFailureOf } from './step-failed.ts'

/** What whoever is called counts as having answered. */
const ANSWERED = 200
/** How many events one step causes at most that are told of. */
const EVENTS_MAX = 100

export interface DryRun {
  /** As it would have ended. */
  run: WorkflowRun
  /** The steps that would have been begun, each with the names of the events that it would have caused here. */
  steps: { row: WorkflowRunStep; events: string[] }[]
}

/**
 * What a run would do, were it started now: it is run for real, turn by turn, in one transaction that is given up. So it
 * meets every rule and refusal that a run meets, and nothing of it happens: what reaches somebody else is made ready and
 * not done, waits are over at once, and what fails is not tried again.
 */
export const dryRun = (api: Api, db: Db, start: NewRun): Promise<DryRun> =>
  rehearse(db, async tx => {
    if (start.eventId !== null) await releaseEvent(tx, start.workflowId, start.eventId)
    const started = await startRun(tx, start, api.clock())
    const told = new Map<number, string[]>()
    for (;;) {
      const run = await findRun(tx, start.environmentId, started.id)
      if (!run) throw new Error(`${started.id} is gone`)
      if (run.status !== 'in_progress') {
        const rows = await stepsOfRuns(tx, [run.id])
        return { run, steps: rows.map(row => ({ row, events: told.get(row.position) ?? [] })) }
      }
      const before = new Set((await newestEvents(tx, start.environmentId, EVENTS_MAX)).map(({ id }) => id))
      await rehearseTurn(api, tx, run)
      const after = await newestEvents(tx, start.environmentId, EVENTS_MAX)
      const caused = after.filter(({ id, name }) => !before.has(id) && !name.startsWith('workflow-run.'))
      told.set(run.next_step, caused.map(({ name }) => name).reverse())
    }
  })

async function rehearseTurn(api: Api, tx: Db, run: WorkflowRun): Promise<void> {
  const now = api.clock()
  const stand = await standOf(tx, run, now)
  if (!stand) return
  try {
    const next = await attempt(tx, () => turn(api, tx, stand, () => {}))
    if (next === 'rest') return await passWait(tx, run, now)
    const answered = stand.step?.type === 'call' ? ANSWERED : null
    if (next !== 'go on') await doneAt(tx, run, next.at, answered, now)
  } catch (error) {
    const failure = stepFailureOf(error)
    if (!failure) throw error
    await fail(tx, run, { position: run.next_step, attempts: 0 }, failure, now, true)
  }
}

/** A run that rests and has not ended waits. */
async function passWait(tx: Db, run: WorkflowRun, now: number): Promise<void> {
  const stand = await standOf(tx, run, now)
  if (stand?.row) await done(tx, stand, stand.row, {}, now)
}
