import type { Selectable } from 'kysely'
import { type Page, type PageRequest, readPage } from './page.ts'
import { called } from './search.ts'
import { affected, type Db } from './store.ts'
import type { WorkflowTable, WorkflowVersionTable } from './tables/workflows.ts'
import type { EnvironmentVault } from './vault.ts'

export type Workflow = Selectable<WorkflowTable>
export type WorkflowVersion = Selectable<WorkflowVersionTable>

export type WorkflowChange = Partial<Omit<Workflow, 'id' | 'environment_id' | 'created_at'>>

export const insertWorkflow = (tx: Db, row: Workflow) => tx.insertInto('workflow').values(row).execute()

export const insertWorkflowVersion = (tx: Db, row: WorkflowVersion) =>
  tx.insertInto('workflow_version').values(row).execute()

export const findWorkflow = (db: Db, environmentId: string, id: string): Promise<Workflow | undefined> =>
  db
    .selectFrom('workflow')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

export const updateWorkflow = (tx: Db, workflow: Workflow, change: WorkflowChange) =>
  tx
    .updateTable('workflow')
    .set(change)
    .where('environment_id', '=', workflow.environment_id)
    .where('id', '=', workflow.id)
    .execute()

export interface WorkflowFilter {
  status?: Workflow['status'] | undefined
  /** An identifier, or a part of what it is called. */
  search?: string | undefined
}

export async function listWorkflows(
  db: Db,
  environmentId: string,
  { status, search }: WorkflowFilter,
  page: PageRequest,
): Promise<Page<Workflow>> {
  let query = db.selectFrom('workflow').selectAll().where('environment_id', '=', environmentId)
  if (status !== undefined) query = query.where('status', '=', status)
  if (search === undefined) return readPage(query, page)
  return readPage(query.where('id', 'in', await called(db, 'workflow', environmentId, search)), page)
}

/** How many of an environment's workflows are running. */
export async function countRunning(db: Db, environmentId: string): Promise<number> {
  const { count } = await db
    .selectFrom('workflow')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('environment_id', '=', environmentId)
    .where('status', '=', 'running')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** A version that a workflow or a run names. */
export const getWorkflowVersion = (db: Db, environmentId: string, id: string): Promise<WorkflowVersion> =>
  db
    .selectFrom('workflow_version')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

export function listWorkflowVersions(
  db: Db,
  { id, environment_id: environmentId }: Workflow,
  page: PageRequest,
): Promise<Page<WorkflowVersion>> {
  const query = db
    .selectFrom('workflow_version')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('workflow_id', '=', id)
  return readPage(query, page)
}

/** A version of this environment's. */
export const findWorkflowVersion = (
  db: Db,
  environmentId: string,
  id: string,
): Promise<WorkflowVersion | undefined> =>
  db
    .selectFrom('workflow_version')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Running workflows whose time has come, the longest due first. */
export const dueWorkflows = (db: Db, now: number, limit: number) =>
  db
    .selectFrom('workflow')
    .select(['id', 'environment_id'])
    .where('status', '=', 'running')
    .where('next_due_at', '<=', now)
    .orderBy('next_due_at')
    .limit(limit)
    .execute()

/** Moves on when a workflow is due next; false where somebody else has been first. */
export async function moveDue(tx: Db, workflow: Workflow, next: number | null): Promise<boolean> {
  const result = await tx
    .updateTable('workflow')
    .set({ next_due_at: next })
    .where('id', '=', workflow.id)
    .where('status', '=', 'running')
    .where('next_due_at', '=', workflow.next_due_at)
    .executeTakeFirst()
  return affected(result) === 1
}

/** The versions of these identifiers. */
export const versionsOf = (
  db: Db,
  environmentId: string,
  ids: readonly string[],
): Promise<WorkflowVersion[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('workflow_version')
        .selectAll()
        .where('environment_id', '=', environmentId)
        .where('id', 'in', ids)
        .execute()

const contextOf = (workflowId: string) => ['workflow', workflowId, 'secret']

export const sealOfWorkflow = (vault: EnvironmentVault, id: string, secret: string) =>
  vault.seal(secret, contextOf(id))

export const secretOfWorkflow = (vault: EnvironmentVault, { id, sealed_secret }: Workflow) =>
  vault.unseal(sealed_secret, contextOf(id))
