import { newId } from '../ids.ts'
import { readJson } from '../store/json.ts'
import { enqueue } from '../store/outbox.ts'
import type { Db } from '../store/store.ts'
import {
  endRun,
  findRun,
  goTo,
  insertStep,
  stepsOfRuns,
  updateStep,
  type WorkflowRun,
  type WorkflowRunStep,
} from '../store/workflow-runs.ts'
import { getWorkflowVersion } from '../store/workflows.ts'
import { type WorkflowDocument, type WorkflowStep, workflowDocument } from './document.ts'
import { type Publisher, publisherOf } from './publisher.ts'
import type { StepFailed } from './step-failed.ts'

/** Where a run stands. */
export interface Stand {
  run: WorkflowRun
  document: WorkflowDocument
  /** Who published the version, as they are now. */
  publisher: Publisher
  rows: WorkflowRunStep[]
  /** What is next; undefined where nothing is. */
  step: WorkflowStep | undefined
  /** Undefined where it has not been begun. */
  row: WorkflowRunStep | undefined
}

/** Where a turn stood: what has moved on since is left alone. */
export interface Place {
  position: number
  attempts: number
}

/** Undefined where the run has ended. */
export async function standOf(
  tx: Db,
  { environment_id: environmentId, id }: WorkflowRun,
  now: number,
): Promise<Stand | undefined> {
  const run = await findRun(tx, environmentId, id)
  if (run?.status !== 'in_progress') return undefined
  const version = await getWorkflowVersion(tx, environmentId, run.workflow_version_id)
  const document = readJson(workflowDocument, version.document_json)
  const publisher = await publisherOf(tx, environmentId, version.creator_id, now)
  const rows = await stepsOfRuns(tx, [id])
  const row = rows.find(({ position }) => position === run.next_step)
  return { run, document, publisher, rows, step: document.steps[run.next_step], row }
}

/** Where a run stands, if it is still there. */
async function standAt(
  tx: Db,
  found: WorkflowRun,
  { position, attempts }: Place,
  now: number,
): Promise<Stand | undefined> {
  const stand = await standOf(tx, found, now)
  const isThere = stand?.run.next_step === position && (stand.row?.attempts ?? 0) === attempts
  return isThere ? stand : undefined
}

/** Begins a step. What has to wait is looked at again then. */
export async function begin(
  tx: Db,
  run: WorkflowRun,
  step: WorkflowStep,
  now: number,
): Promise<WorkflowRunStep> {
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

/** Writes down that a step is done, and goes on with `target`, or with the next one. */
export async function done(
  tx: Db,
  { run, document }: Stand,
  row: WorkflowRunStep,
  result: Partial<WorkflowRunStep>,
  now: number,
  target?: string,
): Promise<void> {
  const ended = { failure_reason: null, failure_detail: null, finished_at: now }
  await updateStep(tx, row, { ...ended, ...result, status: 'completed' })
  await goTo(tx, run, placeOf(document, target) ?? run.next_step + 1)
}

/** The same of a step that was done outside of any transaction; nothing where the run has moved on since. */
export async function doneAt(
  tx: Db,
  found: WorkflowRun,
  at: Place,
  responseStatus: number | null,
  now: number,
): Promise<void> {
  const stand = await standAt(tx, found, at, now)
  if (!stand?.row) return
  await done(tx, stand, stand.row, { attempts: at.attempts + 1, response_status: responseStatus }, now)
}

/** Which step has that name; behind the last one for `end`, undefined where none is meant. */
function placeOf({ steps }: WorkflowDocument, target: string | undefined): number | undefined {
  if (target === undefined) return undefined
  const at = steps.findIndex(({ name }) => name === target)
  return at === -1 ? steps.length : at
}

/** Writes down that an attempt has failed: tried again as declared, unless it `isLast`, or gone on as declared. */
export async function fail(
  tx: Db,
  found: WorkflowRun,
  at: Place,
  failure: StepFailed,
  now: number,
  isLast = false,
): Promise<void> {
  const stand = await standAt(tx, found, at, now)
  if (!stand?.step) return
  const { run, step, document } = stand
  const row = stand.row ?? (await begin(tx, run, step, now))
  const { reason, detail, responseStatus } = failure
  const said = { failure_reason: reason, failure_detail: detail, response_status: responseStatus }
  const attempts = row.attempts + 1
  const againAt = isLast ? null : againAtOf(step, row, reason, attempts, now)
  if (againAt !== null) {
    await updateStep(tx, row, { ...said, attempts, next_attempt_at: againAt })
    await enqueue(tx, 'advance-workflow-run', [run.id], againAt)
    return
  }
  await updateStep(tx, row, { ...said, attempts, status: 'failed', finished_at: now })
  const onFailure = 'on-failure' in step ? step['on-failure'] : 'stop'
  if (onFailure === 'stop') return endRun(tx, run, 'errored', 'step_failed', now)
  const target = onFailure === 'continue' ? undefined : placeOf(document, onFailure)
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

/** After when a step is not tried any more. */
export const deadlineOf = (
  step: Exclude<WorkflowStep, { type: 'wait' | 'branch' }>,
  startedAt: number,
): number => startedAt + step['deadline-seconds'] * 1000
