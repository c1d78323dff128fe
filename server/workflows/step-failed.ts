import { ApiError } from '../api/http/api-error.ts'
import type { StepFailure } from '../store/tables/workflows.ts'
import { ConditionFailed } from './condition.ts'

/** An attempt at a step that has failed, and has changed nothing. */
export class StepFailed extends Error {
  readonly reason: StepFailure
  /** Why, in words of ours that repeat no value. */
  readonly detail: string | null
  readonly responseStatus: number | null

  constructor(reason: StepFailure, detail: string | null = null, responseStatus: number | null = null) {
    super(reason)
    this.reason = reason
    this.detail = detail
    this.responseStatus = responseStatus
  }
}

/** What a step is told to have failed of; null where it is no failure of the step, but of ours. */
export function stepFailureOf(error: unknown): StepFailed | null {
  if (error instanceof StepFailed) return error
  if (error instanceof ConditionFailed) return new StepFailed('condition_failed', error.message)
  if (error instanceof ApiError && error.status < 500) {
    return new StepFailed('refused', error.details[0] ?? error.code)
  }
  return null
}
