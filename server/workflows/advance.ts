import type { Api } from '../api/api.ts'
import type { Caller } from '../api/http/caller.ts'
import { expireDueInquiries } from '../api/inquiries/expire-due.ts'
import { newId } from '../ids.ts'
import { readJson } from '../store/json.ts'
import { getEnvironment } from '../store/organizations.ts'
import { enqueue } from '../store/outbox.ts'
import { type Db, transaction } from '../store/store.ts'
import {
  endRun,
  findAnyRun,
  findRun,
  goTo,
  insertStep,
  stepsOfRuns,
  updateStep,
  type WorkflowRun,
  type WorkflowRunStep,
} from '../store/workflow-runs.ts'
import { findWorkflow, getWorkflowVersion, secretOfWorkflow } from '../store/workflows.ts'
import type { Message, Sender } from '../webhooks/send.ts'
import { isExempt } from '../webhooks/target.ts'
import { callMessage } from './call.ts'
import { ConditionFailed, holds } from './condition.ts'
import { type WorkflowDocument, type WorkflowStep, workflowDocument } from './document.ts'
import { type Effect, perform } from './effects.ts'
import { factsOf } from './facts.ts'
import { StepFailed, stepFailureOf } from './step-failed.ts'

/** How long a call belongs to who makes it, in ms: after a crash it is made again this late. */
export const TAKEN_MS = 15_000

export interface Advancing {
  api: Api
  sender: Sender
}

/** What comes after a turn. */
type Next = 'go on' | 'rest' | { call: Message; at: Place }

/** Where a turn stood: what has moved on since is left alone. */
interface Place {
  position: number
  attempts: number
}

/**
 * The job `advance-workflow-run`: does the steps of a run that are due, one after the other. The effect of a step and
 * its result are one transaction, which first looks where the run stands: whoever comes second finds it further on, and
 * a crash leaves it before the step or after it. A call is made between two transactions, so perhaps more than once, each
 * time with the same key.
 */
export function createAdvance({ api, sender }: Advancing): (runId: string) => Promise<void> {
  return async runId => {
    const found = await findAnyRun(api.everyone, runId)
    if (found?.status !== 'in_progress') return
    const { environment_id: environmentId } = found
    const db = api.within([environmentId])
    await expireDueInquiries(db, api.clock(), environmentId)
    while (!api.stopping.aborted) {
      const next = await takeTurn(api, db, found)
      if (next === 'rest') return
      if (next !== 'go on') await make(api, sender, db, found, next)
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
      const stand = await standOf(tx, found)
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

/** Where a run stands. */
interface Stand {
  run: WorkflowRun
  document: WorkflowDocument
  /** The key that published the version. */
  creatorId: string
  rows: WorkflowRunStep[]
  /** What is next; undefined where nothing is. */
  step: WorkflowStep | undefined
  /** Undefined where it has not been begun. */
  row: WorkflowRunStep | undefined
}

/** Undefined where the run has ended. */
async function standOf(
  tx: Db,
  { environment_id: environmentId, id }: WorkflowRun,
): Promise<Stand | undefined> {
  const run = await findRun(tx, environmentId, id)
  if (run?.status !== 'in_progress') return undefined
  const version = await getWorkflowVersion(tx, environmentId, run.workflow_version_id)
  const document = readJson(workflowDocument, version.document_json)
  const rows = await stepsOfRuns(tx, [id])
  const row = rows.find(({ position }) => position === run.next_step)
  return { run, document, creatorId: version.creator_id, rows, step: document.steps[run.next_step], row }
}

async function turn(api: Api, tx: Db, stand: Stand, after: (effect: () => void) => void): Promise<Next> {
  const { run, document, rows, step } = stand
  const now = api.clock()
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
  if (step.type === 'wait') return done(tx, stand, row, {}, now)
  if (step.type === 'branch') {
    const facts = await factsOf(tx, run, rows, now)
    const target = holds(step.condition, facts) ? step['if-true'] : step['if-false']
    return done(tx, stand, row, {}, now, target)
  }
  if (now >= deadlineOf(step, row.started_at)) throw new StepFailed('deadline_passed')
  if (step.type === 'call') return call(api, tx, stand, row, step, now)
  const caller = await callerOf(tx, run, stand.creatorId)
  const { objectId, secret } = await perform({ api, db: tx, caller, run, now, after }, step satisfies Effect)
  const vault = await api.vault.of(tx, run.environment_id)
  const sealed = secret === null ? null : vault.seal(secret, secretContext(row))
  return done(tx, stand, row, { attempts: row.attempts + 1, object_id: objectId, sealed_secret: sealed }, now)
}

async function isMet(tx: Db, run: WorkflowRun, condition: string, now: number): Promise<boolean | 'failed'> {
  try {
    return holds(condition, await factsOf(tx, run, [], now))
  } catch (error) {
    if (error instanceof ConditionFailed) return 'failed'
    throw error
  }
}

async function begin(tx: Db, run: WorkflowRun, step: WorkflowStep, now: number): Promise<WorkflowRunStep> {
  const dueAt = step.type === 'wait' ? now + step.seconds * 1000 : now
  const row: WorkflowRunStep = {
    id: newId('workflow-run-step'),
    environment_id: run.environment_id,
    workflow_run_id: run.id,
    position: run.next_step,
    name: step.name,
    kind: step.type,
    status: 'pending',
    attempts: 0,
    next_attempt_at: dueAt,
    failure_reason: null,
    failure_detail: null,
    response_status: null,
    object_id: null,
    sealed_secret: null,
    started_at: now,
    finished_at: null,
  }
  await insertStep(tx, row)
  if (dueAt > now) await enqueue(tx, 'advance-workflow-run', [run.id], dueAt)
  return row
}

const deadlineOf = (step: Exclude<WorkflowStep, { type: 'wait' | 'branch' }>, startedAt: number): number =>
  startedAt + step['deadline-seconds'] * 1000

const secretContext = ({ id }: WorkflowRunStep) => ['workflow_run_step', id, 'secret']

async function done(
  tx: Db,
  { run, document }: Stand,
  row: WorkflowRunStep,
  result: Partial<WorkflowRunStep>,
  now: number,
  target?: string,
): Promise<Next> {
  const ended = { failure_reason: null, failure_detail: null, finished_at: now }
  await updateStep(tx, row, { ...ended, ...result, status: 'completed' })
  await goTo(tx, run, placeOf(document, target) ?? run.next_step + 1)
  return 'go on'
}

/** Which step has that name; behind the last one for `end`, undefined where none is meant. */
function placeOf({ steps }: WorkflowDocument, target: string | undefined): number | undefined {
  if (target === undefined) return undefined
  const at = steps.findIndex(({ name }) => name === target)
  return at === -1 ? steps.length : at
}

async function callerOf(tx: Db, run: WorkflowRun, publisherId: string): Promise<Caller> {
  const environment = await getEnvironment(tx, run.environment_id)
  return {
    kind: 'workflow',
    id: publisherId,
    runId: run.id,
    organizationId: environment.organization_id,
    environmentId: environment.id,
    environmentKind: environment.kind,
    inflection: 'kebab',
    permissions: [],
  }
}

/** Takes a call for whoever is in this transaction; somebody else makes it where its answer has not come in time. */
async function call(
  api: Api,
  tx: Db,
  { run, rows }: Stand,
  row: WorkflowRunStep,
  step: Extract<WorkflowStep, { type: 'call' }>,
  now: number,
): Promise<Next> {
  const { environment_id: environmentId } = run
  const [workflow, environment, vault] = await Promise.all([
    findWorkflow(tx, environmentId, run.workflow_id),
    getEnvironment(tx, environmentId),
    api.vault.of(tx, environmentId),
  ])
  if (!workflow) throw new Error(`${run.id} has no workflow`)
  const made = rows.findLast(one => one.sealed_secret !== null)
  if (step['with-share-token'] && !made?.sealed_secret) throw new StepFailed('no_share_token')
  const shareToken =
    step['with-share-token'] && made?.sealed_secret
      ? vault.unseal(made.sealed_secret, secretContext(made))
      : null
  await updateStep(tx, row, { next_attempt_at: now + TAKEN_MS })
  await enqueue(tx, 'advance-workflow-run', [run.id], now + TAKEN_MS)
  const url = new URL(step.url)
  const exempt = isExempt(url, environment.kind, api.webhookTargets)
  const secret = secretOfWorkflow(vault, workflow)
  const message = callMessage({ run, step: row, url, exempt, secret, shareToken }, now)
  return { call: message, at: { position: run.next_step, attempts: row.attempts } }
}

/** Makes a call that was taken, and writes what came of it. */
async function make(
  api: Api,
  sender: Sender,
  db: Db,
  found: WorkflowRun,
  { call, at }: Exclude<Next, string>,
): Promise<void> {
  const { status, failure } = await sender.send(call)
  const isTaken = status !== null && status >= 200 && status < 300
  const now = api.clock()
  await transaction(db, async tx => {
    if (!isTaken)
      return fail(tx, found, at, new StepFailed(failure ?? 'answered_otherwise', null, status), now)
    const stand = await standAt(tx, found, at)
    if (!stand?.row) return
    await done(tx, stand, stand.row, { attempts: at.attempts + 1, response_status: status }, now)
  })
}

/** Where a run stands, if it is still there. */
async function standAt(
  tx: Db,
  found: WorkflowRun,
  { position, attempts }: Place,
): Promise<Stand | undefined> {
  const stand = await standOf(tx, found)
  const isThere = stand?.run.next_step === position && (stand.row?.attempts ?? 0) === attempts
  return isThere ? stand : undefined
}

/** Writes down that an attempt has failed: tried again as declared, or gone on as declared. */
async function fail(tx: Db, found: WorkflowRun, at: Place, failure: StepFailed, now: number): Promise<void> {
  const stand = await standAt(tx, found, at)
  if (!stand?.step) return
  const { run, step, document } = stand
  const row = stand.row ?? (await begin(tx, run, step, now))
  const { reason, detail, responseStatus } = failure
  const said = { failure_reason: reason, failure_detail: detail, response_status: responseStatus }
  const attempts = row.attempts + 1
  const againAt = againAtOf(step, row, reason, attempts, now)
  if (againAt !== null) {
    await updateStep(tx, row, { ...said, attempts, next_attempt_at: againAt })
    await enqueue(tx, 'advance-workflow-run', [run.id], againAt)
    return
  }
  await updateStep(tx, row, { ...said, attempts, status: 'failed', finished_at: now })
  const onFailure = 'on-failure' in step ? step['on-failure'] : 'stop'
  if (onFailure === 'stop') return endRun(tx, run, 'errored', 'step_failed', now)
  const target = onFailure === 'continue' ? run.next_step + 1 : placeOf(document, onFailure)
  await goTo(tx, run, target ?? run.next_step + 1)
}

/** When a step is tried again that has failed so often; null where it is not. */
function againAtOf(
  step: WorkflowStep,
  row: WorkflowRunStep,
  reason: StepFailed['reason'],
  failures: number,
  now: number,
): number | null {
  if (!('retries' in step) || reason === 'deadline_passed' || failures > step.retries) return null
  const againAt = now + step['retry-after-seconds'] * 1000
  return againAt < deadlineOf(step, row.started_at) ? againAt : null
}
