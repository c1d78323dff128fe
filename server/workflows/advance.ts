import type { Api } from '../api/api.ts'
import { expireDueInquiries } from '../api/inquiries/expire-due.ts'
import { doneBy } from '../audit/by-caller.ts'
import { recordDone } from '../store/audit.ts'
import { enqueue } from '../store/outbox.ts'
import { type Db, transaction } from '../store/store.ts'
import { endRun, findAnyRun, updateStep, type WorkflowRun } from '../store/workflow-runs.ts'
import type { Sender } from '../webhooks/send.ts'
import type { Effect } from './acting.ts'
import { ConditionFailed, holds } from './condition.ts'
import { perform } from './effects.ts'
import { factsOf } from './facts.ts'
import { sealMade } from './made.ts'
import { isOutside, type Outside, reach } from './outside.ts'
import { callerOf, refusalOf } from './publisher.ts'
import { begin, deadlineOf, done, doneAt, fail, type Place, type Stand, standOf } from './stand.ts'
import { StepFailed, stepFailureOf } from './step-failed.ts'

/** How long a call belongs to who makes it, in ms: after a crash it is made again this late. */
export const TAKEN_MS = 15_000

export interface Advancing {
  api: Api
  sender: Sender
}

/** What comes after a turn. */
type Next = 'go on' | 'rest' | { outside: Outside; at: Place }

/**
 * The job `advance-workflow-run`: does the steps of a run that are due, one after the other. The effect of a step and
 * its result are one transaction, which first looks where the run stands: whoever comes second finds it further on, and
 * a crash leaves it before the step or after it. What reaches somebody else is done between two transactions, so perhaps
 * more than once, each time with the same key.
 */
export function createAdvance(advancing: Advancing): (runId: string) => Promise<void> {
  const { api } = advancing
  return async runId => {
    const found = await findAnyRun(api.everyone, runId)
    if (found?.status !== 'in_progress') return
    const { environment_id: environmentId } = found
    const db = api.within([environmentId])
    await expireDueInquiries(db, api.clock(), environmentId)
    while (!api.stopping.aborted) {
      const next = await takeTurn(api, db, found)
      if (next === 'rest') return
      if (next !== 'go on') await reachOut(advancing, db, found, next)
    }
    await enqueue(db, 'advance-workflow-run', [runId], api.clock())
  }
}

async function takeTurn(api: Api, db: Db, found: WorkflowRun): Promise<Next> {
  let effects: (() => void)[] = []
  let at: Place = { position: 0, attempts: 0 }
  try {
    const next = await transaction(db, async tx => {
      effects = []
      const stand = await standOf(tx, found, api.clock())
      if (!stand) return 'rest'
      at = { position: stand.run.next_step, attempts: stand.row?.attempts ?? 0 }
      return turn(api, tx, stand, effect => void effects.push(effect))
    })
    for (const effect of effects) effect()
    return next
  } catch (error) {
    const failure = stepFailureOf(error)
    if (!failure) throw error
    await transaction(db, tx => fail(tx, found, at, failure, api.clock()))
    return 'go on'
  }
}

/** Takes one turn of a run in a transaction, which has to be given up where it throws. */
export async function turn(
  api: Api,
  tx: Db,
  stand: Stand,
  after: (effect: () => void) => void,
): Promise<Next> {
  const { run, document, publisher, rows, step } = stand
  const now = api.clock()
  const refusal = refusalOf(publisher, step)
  if (refusal) {
    await endRun(tx, run, 'stopped', refusal, now)
    return 'rest'
  }
  if (rows.length === 0 && document.condition !== undefined) {
    const met = await isMet(tx, run, document.condition, now)
    if (met === 'failed') await endRun(tx, run, 'errored', 'condition_failed', now)
    if (met === false) await endRun(tx, run, 'skipped', null, now)
    if (met !== true) return 'rest'
  }
  if (!step) {
    await endRun(tx, run, 'completed', null, now)
    return 'rest'
  }
  const row = stand.row ?? (await begin(tx, run, step, now))
  if (now < row.next_attempt_at) return 'rest'
  if (step.type === 'wait') {
    await done(tx, stand, row, {}, now)
    return 'go on'
  }
  if (step.type === 'branch') {
    const facts = await factsOf(tx, run, rows, now)
    await done(tx, stand, row, {}, now, holds(step.condition, facts) ? step['if-true'] : step['if-false'])
    return 'go on'
  }
  if (now >= deadlineOf(step, row.started_at)) throw new StepFailed('deadline_passed')
  if (isOutside(step)) {
    const outside = await reach({ api, tx, stand, row, now }, step)
    // Somebody else does it where its answer has not come in time.
    await updateStep(tx, row, { next_attempt_at: now + TAKEN_MS })
    await enqueue(tx, 'advance-workflow-run', [run.id], now + TAKEN_MS)
    return { outside, at: { position: run.next_step, attempts: row.attempts } }
  }
  const caller = await callerOf(tx, run, publisher)
  const acting = { api, db: tx, caller, run, rows, now, after }
  const { objectId, secret } = await perform(acting, step satisfies Effect)
  const about = { operation: step.type, id: objectId, reply: { status: 200, body: null }, requestId: null }
  await recordDone(tx, doneBy(caller, about), now)
  const vault = await api.vault.of(tx, run.environment_id)
  const sealed = secret === null ? null : sealMade(vault, row, secret)
  await done(tx, stand, row, { attempts: row.attempts + 1, object_id: objectId, sealed_secret: sealed }, now)
  return 'go on'
}

async function isMet(tx: Db, run: WorkflowRun, condition: string, now: number): Promise<boolean | 'failed'> {
  try {
    return holds(condition, await factsOf(tx, run, [], now))
  } catch (error) {
    if (error instanceof ConditionFailed) return 'failed'
    throw error
  }
}

/** Does what was taken, and writes what came of it. */
async function reachOut(
  { api, sender }: Advancing,
  db: Db,
  found: WorkflowRun,
  { outside, at }: Exclude<Next, string>,
): Promise<void> {
  const outcome = await outside(sender)
  const now = api.clock()
  await transaction(db, tx =>
    outcome instanceof StepFailed
      ? fail(tx, found, at, outcome, now)
      : doneAt(tx, found, at, outcome.status, now),
  )
}
