import type { Api } from '../api/api.ts'
import { readJson } from '../store/json.ts'
import { type Db, transaction } from '../store/store.ts'
import { startRun } from '../store/workflow-runs.ts'
import { dueWorkflows, findWorkflow, getWorkflowVersion, moveDue } from '../store/workflows.ts'
import { type WorkflowDocument, workflowDocument } from './document.ts'
import { nextDue } from './schedule.ts'

/** How many workflows are looked at in one round. */
const AT_ONCE = 100

type Deps = Pick<Api, 'everyone' | 'within' | 'clock'>

/**
 * Starts a run of every workflow whose time has come. Which one is next is moved on in the transaction that starts the
 * run, and only from where it was: of instances that find the same, one starts it. What was missed while no server ran is
 * one run, for the first of the times that were.
 */
export async function startDueRuns({ everyone, within, clock }: Deps): Promise<void> {
  for (;;) {
    const due = await dueWorkflows(everyone, clock(), AT_ONCE)
    for (const { id, environment_id: environmentId } of due) {
      await transaction(within([environmentId]), tx => startDue(tx, environmentId, id, clock()))
    }
    if (due.length < AT_ONCE) return
  }
}

async function startDue(tx: Db, environmentId: string, workflowId: string, now: number): Promise<void> {
  const workflow = await findWorkflow(tx, environmentId, workflowId)
  if (workflow?.status !== 'running') return
  const { next_due_at: dueAt, latest_version_id: versionId } = workflow
  if (dueAt === null || dueAt > now) return
  const { document_json } = await getWorkflowVersion(tx, environmentId, versionId)
  const next = nextDueOf(readJson(workflowDocument, document_json), now)
  if (!(await moveDue(tx, workflow, next))) return
  await startRun(
    tx,
    { environmentId, workflowId, versionId, eventId: null, dueAt, objectId: null, depth: 0 },
    now,
  )
}

/** When a document is due first after `now`; null where the time does not start it. */
export const nextDueOf = ({ trigger }: WorkflowDocument, now: number): number | null =>
  trigger.type === 'schedule' ? nextDue(trigger, now) : null
