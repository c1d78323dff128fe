import { readJson } from '../../store/json.ts'
import { mapPage } from '../../store/page.ts'
import type { Db } from '../../store/store.ts'
import { findRun, listRuns, stepsOfRuns, type WorkflowRun } from '../../store/workflow-runs.ts'
import { versionsOf } from '../../store/workflows.ts'
import { workflowDocument } from '../../workflows/document.ts'
import type { Api } from '../api.ts'
import { notFound } from '../http/api-error.ts'
import { documentOf } from '../http/document.ts'
import { reading } from '../http/keyed.ts'
import { listing } from '../http/listing.ts'
import { createdFilters, createdIn, idFilter, listQuery, noQuery, searchFilter } from '../http/query.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { runResource, runSchema, runStatus } from './workflow-run-resource.ts'

export const listParameters = listQuery({
  'filter[status]': runStatus.optional(),
  /** Ours, like those that follow. */
  'filter[workflow-id]': idFilter,
  'filter[search]': searchFilter,
  ...createdFilters,
})

/** `/workflow-runs`, as published: what came of each run, step by step. */
export const workflowRunRoutes = (api: Api): Route[] => [
  listing(api, '/workflow-runs', {
    summary: 'List the runs of workflows, newest first',
    permission: 'workflow.read',
    query: listParameters,
    resource: runSchema,
    async list({ caller, db, query }, page) {
      const filter = {
        status: query['filter[status]'],
        workflowId: query['filter[workflow-id]'],
        search: query['filter[search]'],
        ...createdIn(query),
      }
      const found = await listRuns(db, caller.environmentId, filter, page)
      return mapPage(found, await showing(db, caller.environmentId, found.rows))
    },
  }),
  reading(api, '/workflow-runs/:id', {
    summary: 'Retrieve a run of a workflow with its steps',
    permission: 'workflow.read',
    query: noQuery,
    answers: { 200: documentOf(runSchema) },
    async answer({ caller, db, id }) {
      const run = await findRun(db, caller.environmentId, id)
      if (!run) throw notFound()
      const show = await showing(db, caller.environmentId, [run])
      return ok({ data: show(run) })
    },
  }),
]

/** Shows runs with their steps, and with what the documents of their versions say of these. */
async function showing(db: Db, environmentId: string, runs: readonly WorkflowRun[]) {
  const versionIds = new Set(runs.map(run => run.workflow_version_id))
  const versions = await versionsOf(db, environmentId, [...versionIds])
  const documents = new Map(
    versions.map(({ id, document_json }) => [id, readJson(workflowDocument, document_json)]),
  )
  const runIds = runs.map(({ id }) => id)
  const steps = Map.groupBy(await stepsOfRuns(db, runIds), step => step.workflow_run_id)
  return (run: WorkflowRun) =>
    runResource(run, documents.get(run.workflow_version_id), steps.get(run.id) ?? [])
}
