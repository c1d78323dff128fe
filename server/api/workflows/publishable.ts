import { problemOf } from '../../webhooks/target.ts'
import type { WorkflowDocument } from '../../workflows/document.ts'
import { NEEDED } from '../../workflows/permissions.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import { type Caller, requirePermission } from '../http/caller.ts'

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
