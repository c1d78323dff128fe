import { mapPage } from '../../store/page.ts'
import { findRun, listRuns, stepsOfRuns } from '../../store/workflow-runs.ts'
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
      const runIds = found.rows.map(({ id }) => id)
      const steps = Map.groupBy(await stepsOfRuns(db, runIds), step => step.workflow_run_id)
      return mapPage(found, run => runResource(run, steps.get(run.id) ?? []))
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
      return ok({ data: runResource(run, await stepsOfRuns(db, [run.id])) })
    },
  }),
]
