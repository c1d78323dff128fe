import { z } from 'zod'
import type { InquiryAction } from '../../connect/inquiry.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import { documentOf } from '../http/document.ts'
import { writing } from '../http/keyed.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { readInquiry, requireInquiry } from './find.ts'
import { inquirySchema } from './inquiry-resource.ts'
import { simulateVerification } from './simulate-verification.ts'
import { transition } from './transition.ts'

/** How many actions one request may simulate. */
const ACTIONS_MAX = 20

/** The published actions on an inquiry, and what they do. */
const SIMULATED = {
  start_inquiry: 'start',
  complete_inquiry: 'complete',
  fail_inquiry: 'fail',
  expire_inquiry: 'expire',
  mark_for_review_inquiry: 'mark-for-review',
  approve_inquiry: 'approve',
  decline_inquiry: 'decline',
} as const satisfies Record<string, InquiryAction>

/** Of the inquiry's template: see verification-template.ts. */
const ofVerifications = z.strictObject({
  type: z.enum(['create_passed_verification', 'create_failed_verification']),
  data: z.strictObject({ 'verification-template-id': z.string().max(64) }),
})

const ofInquiries = z.strictObject({
  type: z.enum([
    'start_inquiry',
    'complete_inquiry',
    'fail_inquiry',
    'expire_inquiry',
    'mark_for_review_inquiry',
    'approve_inquiry',
    'decline_inquiry',
  ]),
})

export const simulateBody = z.strictObject({
  meta: z.strictObject({
    'simulate-actions': z
      .array(z.discriminatedUnion('type', [ofInquiries, ofVerifications]))
      .min(1)
      .max(ACTIONS_MAX),
  }),
})

/**
 * `/inquiries/{id}/perform-simulate-actions`: moves a sandbox inquiry on as if its person had. All of the actions
 * happen, one after the other, or none.
 */
export const simulateRoute = (api: Api): Route =>
  writing(api, 'post', '/inquiries/:id/perform-simulate-actions', {
    summary: 'Simulate what happens to an inquiry; in the sandbox only',
    permission: 'inquiry.write',
    body: simulateBody,
    answers: { 200: documentOf(inquirySchema) },
    async answer(call) {
      if (call.caller.environmentKind !== 'sandbox') {
        throw new ApiError('forbidden', 'actions are simulated in the sandbox only')
      }
      for (const action of call.body.meta['simulate-actions']) {
        const inquiry = await requireInquiry(call, call.id)
        if ('data' in action) {
          const status = action.type === 'create_passed_verification' ? 'passed' : 'failed'
          const templateId = action.data['verification-template-id']
          await simulateVerification(api, call.db, inquiry, { templateId, status })
          continue
        }
        await transition(call.db, inquiry, SIMULATED[action.type], { now: api.clock() })
      }
      return ok({ data: await readInquiry(api, call, call.id) })
    },
  })
