import type { Api } from '../api/api.ts'
import type { Caller } from '../api/http/caller.ts'
import type { Db } from '../store/store.ts'
import type { WorkflowRun, WorkflowRunStep } from '../store/workflow-runs.ts'
import type { WorkflowStep } from './document.ts'
import { StepFailed } from './step-failed.ts'

/** Who acts, within which transaction. */
export interface Acting {
  api: Api
  db: Db
  /** The organization, by the key that published the version. */
  caller: Caller
  run: WorkflowRun
  /** The steps that have been begun. */
  rows: readonly WorkflowRunStep[]
  now: number
  /** Runs once what was written is durable. */
  after(effect: () => void): void
}

/** A step whose effect is a write of ours. */
export type Effect = Exclude<WorkflowStep, { type: 'call' | 'send-one-time-link' | 'wait' | 'branch' }>

export interface Effected {
  /** What has been made, or acted on. */
  objectId: string
  /** The secret form of a token, or the link, that has been made. */
  secret: string | null
}

/** What the run is about. */
export function subjectOf({ run }: Acting): string {
  if (run.object_id === null) throw new StepFailed('refused', 'the run is about nothing')
  return run.object_id
}
