import { problemOf } from '../../webhooks/target.ts'
import type { StepKind, WorkflowDocument } from '../../workflows/document.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import { type Caller, requirePermission } from '../http/caller.ts'
import type { Permission } from '../http/permissions.ts'

/** What a key must be allowed to do itself to have a workflow do it. */
const NEEDED: Readonly<Record<StepKind, readonly Permission[]>> = {
  'create-share-token': ['connect.create'],
  redeem: ['connect.redeem', 'inquiry.write'],
  tag: ['inquiry.write'],
  approve: ['inquiry.write'],
  decline: ['inquiry.write'],
  'mark-for-review': ['inquiry.write'],
  call: [],
  wait: [],
  branch: [],
}

/**
 * Throws where a key may not do itself what the document would have done in its name, and where something is to be
 * called that may not be.
 */
export function requirePublishable(api: Api, caller: Caller, { steps }: WorkflowDocument): void {
  for (const { type } of steps) for (const needed of NEEDED[type]) requirePermission(caller, needed)
  const problems = steps.flatMap((step, at) => {
    const problem =
      step.type === 'call' ? problemOf(step.url, caller.environmentKind, api.webhookTargets) : null
    return problem ? [`data.attributes.document.steps.${at}.url ${problem}`] : []
  })
  if (problems.length > 0) throw new ApiError('unprocessable', problems)
}
