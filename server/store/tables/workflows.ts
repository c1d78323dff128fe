/** What an organization automates, and what came of it. See ../schema.ts for what columns have in common. */

export type WorkflowStatus = 'paused' | 'running' | 'archived'

export interface WorkflowTable {
  id: string
  environment_id: string
  name: string
  status: WorkflowStatus
  latest_version_id: string
  /** The event that starts runs of the latest version; null where only a call does. */
  trigger_event: string | null
  /** When a run is due next by the schedule of the latest version; null where there is none, or while it is paused. */
  next_due_at: number | null
  /** Signs what its steps send. */
  sealed_secret: Uint8Array
  created_at: number
  updated_at: number
}

/** A document as it was once published; never changed. */
export interface WorkflowVersionTable {
  id: string
  environment_id: string
  workflow_id: string
  document_json: string
  /** The API key that published it. */
  creator_id: string
  created_at: number
}

/** `skipped` where the condition did not hold, `stopped` where a limit or the workflow's end stopped it. */
export type WorkflowRunStatus = 'in_progress' | 'completed' | 'errored' | 'skipped' | 'stopped'

export type RunFailure =
  | 'step_failed'
  | 'condition_failed'
  | 'chain_too_long'
  | 'workflow_archived'
  | 'publisher_gone'
  | 'publisher_not_allowed'

/** One run of a version: identifiers and states only. */
export interface WorkflowRunTable {
  id: string
  environment_id: string
  workflow_id: string
  workflow_version_id: string
  /** What started it; null where a call or the time did. */
  event_id: string | null
  /** The time of the schedule that it is for; null where an event or a call started it. */
  due_at: number | null
  /** What it is about: of the event, or named by the call; null where it is about nothing. */
  object_id: string | null
  /** How many runs, one caused by the other, came before it. */
  depth: number
  status: WorkflowRunStatus
  failure_reason: RunFailure | null
  /** Which step is next, from 0. */
  next_step: number
  created_at: number
  completed_at: number | null
}

export type StepStatus = 'pending' | 'completed' | 'failed'

export type StepFailure =
  | 'refused'
  | 'condition_failed'
  | 'deadline_passed'
  | 'answered_otherwise'
  | 'timeout'
  | 'connection_failed'
  | 'target_refused'
  | 'no_share_token'
  | 'no_one_time_link'
  | 'not_sent'

/** One step of a run, from when it was first begun. */
export interface WorkflowRunStepTable {
  id: string
  environment_id: string
  workflow_run_id: string
  /** Which of the document's steps, from 0. */
  position: number
  name: string
  kind: string
  status: StepStatus
  attempts: number
  /** Of a pending one. */
  next_attempt_at: number
  failure_reason: StepFailure | null
  /** Why, in words of ours that name properties and repeat no value. */
  failure_detail: string | null
  response_status: number | null
  /** What the step has made, or acted on. */
  object_id: string | null
  /** The secret form of a share token, or the link, that it has made, until the run has ended. */
  sealed_secret: Uint8Array | null
  started_at: number
  finished_at: number | null
}
