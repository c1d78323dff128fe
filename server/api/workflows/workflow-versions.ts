import { z } from 'zod'
import { findWorkflow, listWorkflowVersions } from '../../store/workflows.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import { listDocument, listOf } from '../http/document.ts'
import { reading } from '../http/keyed.ts'
import { listQuery, pageOf } from '../http/query.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { workflowVersionResource, workflowVersionSchema } from './workflow-version-resource.ts'

export const versionListParameters = listQuery({ 'filter[workflow-id]': z.string().max(64) })

/** `GET /workflow-versions`, as published: every document that a workflow has had. */
export const workflowVersionRoutes = (api: Api): Route[] => [
  reading(api, '/workflow-versions', {
    summary: 'List the versions of a workflow, newest first',
    permission: 'workflow.read',
    query: versionListParameters,
    answers: { 200: listOf(workflowVersionSchema) },
    async answer({ caller, db, query, req }) {
      const workflow = await findWorkflow(db, caller.environmentId, query['filter[workflow-id]'])
      if (!workflow) throw new ApiError('not_found', 'filter[workflow-id] is not found')
      const page = await listWorkflowVersions(db, workflow, pageOf(query))
      return ok(listDocument(page, req, version => workflowVersionResource(version, workflow)))
    },
  }),
]
