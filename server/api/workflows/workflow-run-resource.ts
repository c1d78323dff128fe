import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import type { WorkflowRun, WorkflowRunStep } from '../../store/workflow-runs.ts'
import type { WorkflowDocument, WorkflowStep } from '../../workflows/document.ts'
import { inputsOf } from '../../workflows/inputs.ts'
import { type Resource, reference, resourceSchema, time, toOne } from '../http/document.ts'

export const stepFailure = z.enum([
  'refused',
  'condition_failed',
  'deadline_passed',
  'answered_otherwise',
  'timeout',
  'connection_failed',
  'target_refused',
  'no_share_token',
  'no_one_time_link',
  'not_sent',
])

export const runFailure = z.enum([
  'step_failed',
  'condition_failed',
  'chain_too_long',
  'workflow_archived',
  'publisher_gone',
  'publisher_not_allowed',
])

const step = z.strictObject({
  name: z.string(),
  type: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  status: z.enum(['pending', 'completed', 'failed']),
  attempts: z.int(),
  'next-attempt-at': time.nullable(),
  'failure-reason': stepFailure.nullable(),
  'failure-detail': z.string().nullable(),
  'response-status': z.int().nullable(),
  'object-id': z.string().nullable(),
  'started-at': time,
  'finished-at': time.nullable(),
})

export const runStatus = z.enum(['in_progress', 'completed', 'errored', 'skipped', 'stopped'])

export const runSchema = resourceSchema(
  z.literal('workflow-run'),
  {
    status: runStatus,
    'created-at': time,
    'completed-at': time.nullable(),
    /** From here on ours. */
    'due-at': time.nullable(),
    depth: z.int(),
    'failure-reason': runFailure.nullable(),
    'object-id': z.string().nullable(),
    steps: z.array(step),
  },
  { workflow: toOne, 'workflow-version': toOne, creator: toOne },
)

/** A run of its version's document as published, with the steps that have been begun: identifiers and states only. */
export const runResource = (
  run: WorkflowRun,
  document: WorkflowDocument | undefined,
  begun: readonly WorkflowRunStep[],
): Resource => ({
  type: 'workflow-run',
  id: run.id,
  attributes: {
    status: run.status,
    'created-at': iso(run.created_at),
    'completed-at': isoOrNull(run.completed_at),
    'due-at': isoOrNull(run.due_at),
    depth: run.depth,
    'failure-reason': run.failure_reason,
    'object-id': run.object_id,
    steps: begun.map(row => stepOf(row, document?.steps[row.position])),
  },
  relationships: {
    workflow: reference('workflow', run.workflow_id),
    'workflow-version': reference('workflow-version', run.workflow_version_id),
    creator: reference('event', run.event_id),
  },
})

const stepOf = (row: WorkflowRunStep, declared: WorkflowStep | undefined): z.infer<typeof step> => ({
  name: row.name,
  type: row.kind,
  inputs: declared ? inputsOf(declared) : {},
  status: row.status,
  attempts: row.attempts,
  'next-attempt-at': row.status === 'pending' ? iso(row.next_attempt_at) : null,
  'failure-reason': row.failure_reason,
  'failure-detail': row.failure_detail,
  'response-status': row.response_status,
  'object-id': row.object_id,
  'started-at': iso(row.started_at),
  'finished-at': isoOrNull(row.finished_at),
})
