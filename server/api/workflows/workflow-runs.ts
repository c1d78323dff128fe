import { z } from 'zod'
import { findRun, listRuns, stepsOfRuns } from '../../store/workflow-runs.ts'
import type { Api } from '../api.ts'
import { notFound } from '../http/api-error.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { reading } from '../http/keyed.ts'
import { listQuery, noQuery, pageOf } from '../http/query.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { runResource, runSchema, runStatus } from './workflow-run-resource.ts'

export const listParameters = listQuery({
  'filter[status]': runStatus.optional(),
  /** Ours. */
  'filter[workflow-id]': z.string().max(64).optional(),
})

/** `/workflow-runs`, as published: what came of each run, step by step. */
export const workflowRunRoutes = (api: Api): Route[] => [
  reading(api, '/workflow-runs', {
    summary: 'List the runs of workflows, newest first',
    permission: 'workflow.read',
    query: listParameters,
    answers: { 200: listOf(runSchema) },
    async answer({ caller, db, query, req }) {
      const filter = { status: query['filter[status]'], workflowId: query['filter[workflow-id]'] }
      const page = await listRuns(db, caller.environmentId, filter, pageOf(query))
      const steps = await stepsOfRuns(
        db,
        page.rows.map(({ id }) => id),
      )
      const byRun = Map.groupBy(steps, step => step.workflow_run_id)
      return ok(listDocument(page, req, run => runResource(run, byRun.get(run.id) ?? [])))
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
