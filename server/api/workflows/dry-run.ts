import { z } from 'zod'
import { findEvent } from '../../store/events.ts'
import { readJson } from '../../store/json.ts'
import type { Db } from '../../store/store.ts'
import { type NewRun, subjectOfEvent } from '../../store/workflow-runs.ts'
import { findWorkflow, getWorkflowVersion } from '../../store/workflows.ts'
import { subjectOf, type WorkflowDocument, workflowDocument } from '../../workflows/document.ts'
import { type DryRun, dryRun } from '../../workflows/dry-run.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf } from '../http/body.ts'
import { documentOf, reference, resourceSchema, toOne } from '../http/document.ts'
import { asking } from '../http/keyed.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { objectOf, triggerFields } from './trigger.ts'
import { runFailure, runStatus, stepFailure } from './workflow-run-resource.ts'

export const dryRunBody = attributesOf(
  z.strictObject({ 'event-id': z.string().max(64).optional(), fields: triggerFields.optional() }),
)

const step = z.strictObject({
  name: z.string(),
  type: z.string(),
  status: z.enum(['completed', 'failed', 'not-reached']),
  'failure-reason': stepFailure.nullable(),
  'failure-detail': z.string().nullable(),
  events: z.array(z.string()),
})

export const dryRunSchema = resourceSchema(
  z.literal('workflow-dry-run'),
  {
    outcome: runStatus.exclude(['in_progress']),
    'failure-reason': runFailure.nullable(),
    condition: z.enum(['met', 'not-met', 'failed']).nullable(),
    steps: z.array(step),
  },
  { workflow: toOne, 'workflow-version': toOne, event: toOne },
)

/**
 * `POST /workflows/{id}/dry-run` (ours): what a run of the latest version would do, were it started now by a past event,
 * or by a call with these fields. Nothing is written, and nobody is called or sent anything.
 */
export const workflowDryRunRoute = (api: Api): Route =>
  asking(api, '/workflows/:id/dry-run', {
    summary: 'What a run of a workflow would do, without doing it',
    permission: 'workflow.write',
    body: dryRunBody,
    answers: { 200: documentOf(dryRunSchema) },
    async answer({ caller: { environmentId }, db, id: workflowId, body }) {
      const workflow = await findWorkflow(db, environmentId, workflowId)
      if (!workflow) throw notFound()
      const version = await getWorkflowVersion(db, environmentId, workflow.latest_version_id)
      const document = readJson(workflowDocument, version.document_json)
      const cause = await causeOf(db, environmentId, document, body.data.attributes)
      const start: NewRun = {
        environmentId,
        workflowId,
        versionId: version.id,
        depth: 0,
        dueAt: null,
        ...cause,
      }
      const found = await dryRun(api, db, start)
      return ok({
        data: {
          type: 'workflow-dry-run',
          id: workflow.id,
          attributes: attributesOfRun(document, found),
          relationships: {
            workflow: reference('workflow', workflow.id),
            'workflow-version': reference('workflow-version', version.id),
            event: reference('event', cause.eventId),
          },
        },
      })
    },
  })

type Given = z.infer<typeof dryRunBody>['data']['attributes']

/** What would start the run. Throws where it is nothing that starts this workflow. */
async function causeOf(
  db: Db,
  environmentId: string,
  { trigger }: WorkflowDocument,
  { 'event-id': eventId, fields }: Given,
): Promise<Pick<NewRun, 'eventId' | 'objectId'>> {
  if (fields !== undefined && trigger.type !== 'api') {
    throw new ApiError('unprocessable', 'data.attributes.fields are for a workflow that calls start')
  }
  if (trigger.type === 'event') {
    if (eventId === undefined) throw new ApiError('unprocessable', 'data.attributes.event-id is missing')
    const event = await findEvent(db, environmentId, eventId)
    if (!event) throw new ApiError('not_found', 'data.attributes.event-id is not found')
    if (event.name !== trigger.event) {
      throw new ApiError('unprocessable', `data.attributes.event-id is not of ${trigger.event}`)
    }
    return { eventId, objectId: await subjectOfEvent(db, environmentId, event.object_id) }
  }
  if (eventId !== undefined) {
    throw new ApiError('unprocessable', 'data.attributes.event-id is for a workflow that events start')
  }
  if (trigger.type === 'schedule') return { eventId: null, objectId: null }
  const about = subjectOf(trigger)
  return { eventId: null, objectId: await objectOf(db, { environmentId }, about, fields ?? {}) }
}

function attributesOfRun(document: WorkflowDocument, { run, steps }: DryRun) {
  return {
    outcome: run.status,
    'failure-reason': run.failure_reason,
    condition: conditionOf(document, run),
    steps: document.steps.map(({ name, type }) => {
      const reached = steps.find(({ row }) => row.name === name)
      return {
        name,
        type,
        status: reached?.row.status ?? 'not-reached',
        'failure-reason': reached?.row.failure_reason ?? null,
        'failure-detail': reached?.row.failure_detail ?? null,
        events: reached?.events ?? [],
      }
    }),
  }
}

function conditionOf({ condition }: WorkflowDocument, { status, failure_reason: reason }: DryRun['run']) {
  if (condition === undefined) return null
  if (status === 'skipped') return 'not-met'
  return reason === 'condition_failed' ? 'failed' : 'met'
}
