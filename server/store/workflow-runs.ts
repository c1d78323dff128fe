import type { Selectable } from 'kysely'
import { isId, newId } from '../ids.ts'
import { type CreatedFilter, whereCreated } from './created.ts'
import type { EventName } from './events.ts'
import { enqueue } from './outbox.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import { findRedemption } from './redemptions.ts'
import { called, objectsMeant } from './search.ts'
import { type Db, transaction } from './store.ts'
import type {
  RunFailure,
  WorkflowRunStatus,
  WorkflowRunStepTable,
  WorkflowRunTable,
} from './tables/workflows.ts'
import { writeEvent } from './write-event.ts'

export type WorkflowRun = Selectable<WorkflowRunTable>
export type WorkflowRunStep = Selectable<WorkflowRunStepTable>

/** How many runs can follow one from another: what one run causes starts the next. A longer chain is a circle. */
export const CHAIN_MAX = 8

/** The steps that make something of which there will be events of its own, later. */
const MAKING: readonly string[] = ['create-share-token', 'create-inquiry', 'redeem', 'clone']

interface Triggering {
  id: string
  environmentId: string
  name: string
  objectId: string
}

/**
 * Starts a run of every running workflow that an event triggers; whether its condition holds is found out when the run
 * is begun, so that nothing of it can hold up what the event tells of. Call it inside the transaction of the event.
 */
export async function startRuns(tx: Db, event: Triggering, now: number): Promise<void> {
  const { environmentId, objectId } = event
  const workflows = await tx
    .selectFrom('workflow')
    .select(['id', 'latest_version_id'])
    .where('environment_id', '=', environmentId)
    .where('trigger_event', '=', event.name)
    .where('status', '=', 'running')
    .execute()
  if (workflows.length === 0) return
  const about = await subjectOfEvent(tx, environmentId, objectId)
  const depth = await depthAfter(tx, environmentId, about)
  for (const { id, latest_version_id: versionId } of workflows) {
    const cause = { eventId: event.id, dueAt: null, objectId: about, depth }
    await startRun(tx, { environmentId, workflowId: id, versionId, ...cause }, now)
  }
}

/** What a run is about that an event about an object starts: of a redemption, the inquiry that it makes or fills. */
export async function subjectOfEvent(tx: Db, environmentId: string, objectId: string): Promise<string> {
  if (!isId('redemption', objectId)) return objectId
  const redemption = await findRedemption(tx, environmentId, objectId)
  return redemption?.destination_id ?? objectId
}

export interface NewRun {
  environmentId: string
  workflowId: string
  versionId: string
  eventId: string | null
  dueAt: number | null
  objectId: string | null
  depth: number
}

/** Starts a run, or writes down that the chain which it would be part of has been stopped. */
export async function startRun(tx: Db, run: NewRun, now: number): Promise<WorkflowRun> {
  const isTooLong = run.depth >= CHAIN_MAX
  const row: WorkflowRun = {
    id: newId('workflow-run'),
    environment_id: run.environmentId,
    workflow_id: run.workflowId,
    workflow_version_id: run.versionId,
    event_id: run.eventId,
    due_at: run.dueAt,
    object_id: run.objectId,
    depth: run.depth,
    status: isTooLong ? 'stopped' : 'in_progress',
    failure_reason: isTooLong ? 'chain_too_long' : null,
    next_step: 0,
    created_at: now,
    completed_at: isTooLong ? now : null,
  }
  await tx.insertInto('workflow_run').values(row).execute()
  await tellOfRun(tx, row, 'workflow-run.created', now)
  if (isTooLong) await tellOfRun(tx, row, 'workflow-run.stopped', now)
  else await enqueue(tx, 'advance-workflow-run', [row.id], now)
  return row
}

type Told = Pick<WorkflowRun, 'id' | 'environment_id' | 'workflow_id' | 'status' | 'failure_reason'>

/** Tells webhooks of a run. */
async function tellOfRun(
  tx: Db,
  run: Told,
  name: Extract<EventName, `workflow-run.${string}`>,
  now: number,
): Promise<void> {
  const object = { type: 'workflow-run', id: run.id }
  const attributes = {
    status: run.status,
    'failure-reason': run.failure_reason,
    'workflow-id': run.workflow_id,
  }
  await writeEvent(tx, { environmentId: run.environment_id, name, object, attributes }, now)
}

/**
 * How deep a run is that an event about an object starts: one deeper than the run that has made the object, or has it
 * made by a redemption.
 */
async function depthAfter(tx: Db, environmentId: string, objectId: string): Promise<number> {
  const redemptions = await tx
    .selectFrom('redemption')
    .select('id')
    .where('environment_id', '=', environmentId)
    .where('destination_id', '=', objectId)
    .where('destination_type', '=', 'inquiry')
    .where('status', '<>', 'failed')
    .execute()
  const makers = await tx
    .selectFrom('workflow_run_step')
    .innerJoin('workflow_run', 'workflow_run.id', 'workflow_run_step.workflow_run_id')
    .select('workflow_run.depth')
    .where('workflow_run_step.environment_id', '=', environmentId)
    .where('workflow_run_step.object_id', 'in', [objectId, ...redemptions.map(({ id }) => id)])
    .where('workflow_run_step.kind', 'in', MAKING)
    .execute()
  return Math.max(0, ...makers.map(({ depth }) => depth + 1))
}

/** The runs about these objects, of everybody whom the transaction sees. */
export async function runsAbout(tx: Db, objectIds: readonly string[]): Promise<string[]> {
  if (objectIds.length === 0) return []
  const rows = await tx.selectFrom('workflow_run').select('id').where('object_id', 'in', objectIds).execute()
  return rows.map(({ id }) => id)
}

/**
 * Takes the runs about these objects that are not among `known` as caused by a run at `depth`: those that its step has
 * started on both sides of a connection, in this transaction. One that is too deep by that is stopped.
 */
export async function adoptRuns(
  tx: Db,
  objectIds: readonly string[],
  known: readonly string[],
  depth: number,
  now: number,
): Promise<void> {
  const caused = (await runsAbout(tx, objectIds)).filter(id => !known.includes(id))
  if (caused.length === 0) return
  await tx
    .updateTable('workflow_run')
    .set({ depth: depth + 1 })
    .where('id', 'in', caused)
    .execute()
  if (depth + 1 < CHAIN_MAX) return
  const tooDeep = await tx.selectFrom('workflow_run').selectAll().where('id', 'in', caused).execute()
  for (const run of tooDeep) await endRun(tx, run, 'stopped', 'chain_too_long', now)
}

/** Lets another run of the same workflow be about this event: for a rehearsal, which is given up. */
export const releaseEvent = (tx: Db, workflowId: string, eventId: string) =>
  tx
    .updateTable('workflow_run')
    .set({ event_id: null })
    .where('workflow_id', '=', workflowId)
    .where('event_id', '=', eventId)
    .execute()

/** A run of anybody's, for whoever does what is due. */
export const findAnyRun = (db: Db, id: string): Promise<WorkflowRun | undefined> =>
  db.selectFrom('workflow_run').selectAll().where('id', '=', id).executeTakeFirst()

export const findRun = (db: Db, environmentId: string, id: string): Promise<WorkflowRun | undefined> =>
  db
    .selectFrom('workflow_run')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

export interface RunFilter extends CreatedFilter {
  status?: WorkflowRunStatus | undefined
  workflowId?: string | undefined
  /** An identifier, a reference id, or a part of what the workflow is called. */
  search?: string | undefined
}

export async function listRuns(
  db: Db,
  environmentId: string,
  filter: RunFilter,
  page: PageRequest,
): Promise<Page<WorkflowRun>> {
  const all = db.selectFrom('workflow_run').selectAll().where('environment_id', '=', environmentId)
  let query = whereCreated(all, filter)
  if (filter.status !== undefined) query = query.where('status', '=', filter.status)
  if (filter.workflowId !== undefined) query = query.where('workflow_id', '=', filter.workflowId)
  const { search } = filter
  if (search === undefined) return readPage(query, page)
  const objectIds = await objectsMeant(db, environmentId, search)
  const workflowIds = await called(db, 'workflow', environmentId, search)
  const found = query.where(eb =>
    eb.or([eb('id', '=', search), eb('object_id', 'in', objectIds), eb('workflow_id', 'in', workflowIds)]),
  )
  return readPage(found, page)
}

export const goTo = (tx: Db, run: WorkflowRun, step: number) =>
  tx.updateTable('workflow_run').set({ next_step: step }).where('id', '=', run.id).execute()

/** Ends a run, and tells webhooks. Nobody needs the secrets any more that its steps have handed on. */
export async function endRun(
  tx: Db,
  run: Pick<WorkflowRun, 'id' | 'environment_id' | 'workflow_id'>,
  status: Exclude<WorkflowRunStatus, 'in_progress'>,
  reason: RunFailure | null,
  now: number,
): Promise<void> {
  await tx
    .updateTable('workflow_run')
    .set({ status, failure_reason: reason, completed_at: now })
    .where('id', '=', run.id)
    .execute()
  await tx
    .updateTable('workflow_run_step')
    .set({ sealed_secret: null })
    .where('workflow_run_id', '=', run.id)
    .execute()
  await tellOfRun(tx, { ...run, status, failure_reason: reason }, `workflow-run.${status}`, now)
}

/** Stops what is under way of a workflow. */
export async function stopRuns(tx: Db, workflowId: string, now: number): Promise<void> {
  const runs = await tx
    .selectFrom('workflow_run')
    .selectAll()
    .where('workflow_id', '=', workflowId)
    .where('status', '=', 'in_progress')
    .execute()
  for (const run of runs) await endRun(tx, run, 'stopped', 'workflow_archived', now)
}

/** The steps of a run that have been begun, in their order. */
export const stepsOfRuns = (db: Db, runIds: readonly string[]): Promise<WorkflowRunStep[]> =>
  runIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('workflow_run_step')
        .selectAll()
        .where('workflow_run_id', 'in', runIds)
        .orderBy('position')
        .execute()

export const insertStep = (tx: Db, row: WorkflowRunStep) =>
  tx.insertInto('workflow_run_step').values(row).execute()

export const updateStep = (tx: Db, { id }: WorkflowRunStep, change: Partial<Omit<WorkflowRunStep, 'id'>>) =>
  tx.updateTable('workflow_run_step').set(change).where('id', '=', id).execute()

/** How long a run that has ended, and its steps, can be looked up, in ms: 90 days. */
export const RUNS_KEPT_MS = 7_776_000_000
/** How many are forgotten in one statement. */
const FORGOTTEN_AT_ONCE = 500

/** Forgets the runs that ended {@link RUNS_KEPT_MS} ago, with their steps; the events of them stay. */
export async function forgetOldRuns(db: Db, now: number): Promise<void> {
  for (;;) {
    const old = await db
      .selectFrom('workflow_run')
      .select('id')
      .where('status', '<>', 'in_progress')
      .where('completed_at', '<=', now - RUNS_KEPT_MS)
      .orderBy('completed_at')
      .limit(FORGOTTEN_AT_ONCE)
      .execute()
    if (old.length === 0) return
    const ids = old.map(({ id }) => id)
    await transaction(db, async tx => {
      await tx.deleteFrom('workflow_run_step').where('workflow_run_id', 'in', ids).execute()
      await tx.deleteFrom('workflow_run').where('id', 'in', ids).execute()
    })
  }
}
