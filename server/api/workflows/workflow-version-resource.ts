import { z } from 'zod'
import { iso } from '../../clock.ts'
import { readJson } from '../../store/json.ts'
import type { Workflow, WorkflowVersion } from '../../store/workflows.ts'
import { subjectOf, type WorkflowDocument, workflowDocument } from '../../workflows/document.ts'
import { type Resource, reference, resourceSchema, time, toOne } from '../http/document.ts'

export const workflowVersionSchema = resourceSchema(
  z.literal('workflow-version'),
  {
    'workflow-name': z.string(),
    description: z.null(),
    status: z.literal('published'),
    'trigger-type': z.enum(['trigger-event', 'trigger-api', 'trigger-schedule']),
    live: z.boolean(),
    'rollout-label': z.null(),
    'rollout-percentage': z.null(),
    'last-updater': z.null(),
    inputs: z.array(z.strictObject({ name: z.string(), type: z.string(), required: z.boolean() })),
    outputs: z.array(z.strictObject({ name: z.string() })),
    'created-at': time,
    'updated-at': time,
    'published-at': time,
    /** Ours. */
    document: workflowDocument,
  },
  { workflow: toOne },
)

/** A version as published, with its document. A version is published as it is made and never changed; none is rolled out by halves. */
export function workflowVersionResource(version: WorkflowVersion, workflow: Workflow): Resource {
  const document = readJson(workflowDocument, version.document_json)
  return {
    type: 'workflow-version',
    id: version.id,
    attributes: {
      'workflow-name': workflow.name,
      description: null,
      status: 'published',
      'trigger-type': `trigger-${document.trigger.type}`,
      live: workflow.status === 'running' && workflow.latest_version_id === version.id,
      'rollout-label': null,
      'rollout-percentage': null,
      'last-updater': null,
      inputs: inputsOf(document),
      outputs: [],
      'created-at': iso(version.created_at),
      'updated-at': iso(version.created_at),
      'published-at': iso(version.created_at),
      document,
    },
    relationships: { workflow: reference('workflow', workflow.id) },
  }
}

/** What a call that starts a run has to name. */
function inputsOf({ trigger }: WorkflowDocument) {
  const about = subjectOf(trigger)
  if (trigger.type !== 'api' || about === 'nothing') return []
  return [{ name: `${about}-id`, type: 'string', required: true }]
}
