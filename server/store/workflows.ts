import type { Selectable } from 'kysely'
import { type Page, type PageRequest, readPage } from './page.ts'
import type { Db } from './store.ts'
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

export function listWorkflows(db: Db, environmentId: string, page: PageRequest): Promise<Page<Workflow>> {
  return readPage(db.selectFrom('workflow').selectAll().where('environment_id', '=', environmentId), page)
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
