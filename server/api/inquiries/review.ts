import { z } from 'zod'
import type { InquiryAction } from '../../connect/inquiry.ts'
import type { Api } from '../api.ts'
import { noBody } from '../http/body.ts'
import { documentOf } from '../http/document.ts'
import { writing } from '../http/keyed.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { readInquiry, requireInquiry } from './find.ts'
import { inquirySchema } from './inquiry-resource.ts'
import { transition } from './transition.ts'

/** What a reviewer says of a decision; it becomes the inquiry's `reviewer-comment`. */
export const reviewBody = z
  .strictObject({ meta: z.strictObject({ comment: z.string().max(4000).optional() }).optional() })
  .optional()

/** `/inquiries/{id}/approve` and its like: what an organization decides about an inquiry. */
export const inquiryReviewRoutes = (api: Api): Route[] => [
  deciding(api, 'approve', 'Approve an inquiry', reviewBody),
  deciding(api, 'decline', 'Decline an inquiry', reviewBody),
  deciding(api, 'mark-for-review', 'Mark an inquiry for review by a person', reviewBody),
  deciding(api, 'expire', 'Expire an inquiry and its sessions; it can be resumed', noBody),
]

function deciding<Body extends z.infer<typeof reviewBody>>(
  api: Api,
  action: InquiryAction,
  summary: string,
  body: z.ZodType<Body>,
): Route {
  return writing(api, 'post', `/inquiries/:id/${action}`, {
    summary,
    permission: 'inquiry.write',
    body,
    answers: { 200: documentOf(inquirySchema) },
    async answer(call) {
      const inquiry = await requireInquiry(call, call.id)
      const comment = call.body?.meta?.comment
      await transition(call.db, inquiry, action, { comment, now: api.clock() })
      return ok({ data: await readInquiry(api, call, call.id) })
    },
  })
}
