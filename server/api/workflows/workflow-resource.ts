import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import { readJson } from '../../store/json.ts'
import type { Workflow, WorkflowVersion } from '../../store/workflows.ts'
import { workflowDocument } from '../../workflows/document.ts'
import { type Resource, reference, resourceSchema, time, toOne } from '../http/document.ts'

export const workflowStatus = z.enum(['paused', 'running', 'archived'])

export const workflowSchema = resourceSchema(
  z.literal('workflow'),
  {
    status: workflowStatus,
    name: z.string(),
    /** Ours: of the latest version. */
    document: workflowDocument,
    /** Ours: by its schedule; null where the time does not start it, or while it does not run. */
    'next-due-at': time.nullable(),
    'created-at': time,
  },
  { 'latest-published-version': toOne, 'active-deployment': toOne },
)

/** What making a workflow adds to its answer; told once. */
export const signingSecretMeta = z.strictObject({ 'signing-secret': z.string() })

/** A workflow as published, with its document. Deployments are not here. */
export const workflowResource = (workflow: Workflow, version: WorkflowVersion): Resource => ({
  type: 'workflow',
  id: workflow.id,
  attributes: {
    status: workflow.status,
    name: workflow.name,
    document: readJson(workflowDocument, version.document_json),
    'next-due-at': isoOrNull(workflow.next_due_at),
    'created-at': iso(workflow.created_at),
  },
  relationships: {
    'latest-published-version': reference('workflow-version', version.id),
    'active-deployment': reference('workflow-deployment', null),
  },
})
