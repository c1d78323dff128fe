import { z } from 'zod'
import type { Api } from '../api.ts'
import { noBody } from '../http/body.ts'
import { documentOf } from '../http/document.ts'
import { writing } from '../http/keyed.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import {
  apiAddressOf,
  linkExpiry,
  linkSeconds,
  makeOneTimeLink,
  oneTimeLinkMeta,
} from '../inquiry-sessions/one-time-link.ts'
import { openInquirySession, reopenInquirySession } from '../inquiry-sessions/open.ts'
import { readInquiry, requireInquiry } from './find.ts'
import { inquirySchema } from './inquiry-resource.ts'
import { transition } from './transition.ts'

export const linkBody = z
  .strictObject({ meta: z.strictObject({ 'expires-in-seconds': linkSeconds.optional() }).optional() })
  .optional()

/** `/inquiries/{id}/resume` and `…/generate-one-time-link`: ways for the person to go on with an inquiry. */
export const inquiryContinueRoutes = (api: Api): Route[] => [
  writing(api, 'post', '/inquiries/:id/resume', {
    summary: 'Let a person go on with an inquiry, also with one that has expired',
    permission: 'inquiry.write',
    body: noBody,
    answers: { 200: documentOf(inquirySchema, z.strictObject({ 'session-token': z.string() })) },
    async answer(call) {
      const now = api.clock()
      const inquiry = await requireInquiry(call, call.id)
      if (inquiry.status === 'expired') await transition(call.db, inquiry, 'resume', { now })
      const { token } = await reopenInquirySession(call.db, await requireInquiry(call, call.id), now)
      return ok({ data: await readInquiry(api, call, call.id), meta: { 'session-token': token } })
    },
  }),
  writing(api, 'post', '/inquiries/:id/generate-one-time-link', {
    summary: 'Open a session of an inquiry and make a link that opens it once',
    permission: 'inquiry.write',
    body: linkBody,
    answers: { 200: documentOf(inquirySchema, oneTimeLinkMeta) },
    async answer(call) {
      const now = api.clock()
      const inquiry = await requireInquiry(call, call.id)
      const expiresAt = linkExpiry(inquiry, now, call.body?.meta?.['expires-in-seconds'])
      const { session } = await openInquirySession(call.db, inquiry, now, expiresAt)
      const meta = await makeOneTimeLink(call.db, apiAddressOf(call.req), session, { now, expiresAt })
      return ok({ data: await readInquiry(api, call, call.id), meta })
    },
  }),
]
