import { z } from 'zod'
import { sessionStatusAt } from '../../store/inquiry-sessions.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import { noBody } from '../http/body.ts'
import { documentOf } from '../http/document.ts'
import { writing } from '../http/keyed.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { requireInquiry } from '../inquiries/find.ts'
import { endSessions, endSessionsOf } from './end.ts'
import { inquirySessionResource, inquirySessionSchema } from './inquiry-session-resource.ts'
import { requireInquirySession } from './inquiry-sessions.ts'
import { apiAddressOf, linkExpiry, makeOneTimeLink, oneTimeLinkMeta } from './one-time-link.ts'

/** How many inquiries one request may name. */
const INQUIRIES_MAX = 100

const expireAllBody = z.strictObject({
  meta: z.strictObject({ 'inquiry-ids': z.array(z.string().max(64)).max(INQUIRIES_MAX) }),
})

/** What is done to an inquiry session, or to all of some inquiries. */
export const inquirySessionActionRoutes = (api: Api): Route[] => [
  writing(api, 'post', '/inquiry-sessions/expire-all', {
    summary: 'End every session that is under way of some inquiries',
    permission: 'inquiry.write',
    body: expireAllBody,
    answers: { 200: documentOf(z.array(inquirySessionSchema)) },
    async answer({ caller, db, body }) {
      const now = api.clock()
      const ended = await endSessionsOf(db, caller.environmentId, body.meta['inquiry-ids'], now)
      return ok({ data: ended.map(session => inquirySessionResource(session, now)) })
    },
  }),
  writing(api, 'post', '/inquiry-sessions/:id/expire', {
    summary: 'End an inquiry session',
    permission: 'inquiry.write',
    body: noBody,
    answers: { 200: documentOf(inquirySessionSchema) },
    async answer({ caller, db, id }) {
      const now = api.clock()
      const [ended] = await endSessions(db, [await requireInquirySession(db, caller, id)], now)
      if (!ended) throw hasExpired()
      return ok({ data: inquirySessionResource(ended, now) })
    },
  }),
  writing(api, 'post', '/inquiry-sessions/:id/generate-one-time-link', {
    summary: 'Make a link that opens an inquiry session once',
    permission: 'inquiry.write',
    body: noBody,
    answers: { 200: documentOf(inquirySessionSchema, oneTimeLinkMeta) },
    async answer({ caller, db, id, req }) {
      const session = await requireInquirySession(db, caller, id)
      const inquiry = await requireInquiry({ caller, db }, session.inquiry_id)
      const now = api.clock()
      if (sessionStatusAt(session, now) === 'expired') throw hasExpired()
      const expiresAt = linkExpiry(inquiry, now)
      const meta = await makeOneTimeLink(db, apiAddressOf(req), session, { now, expiresAt })
      return ok({ data: inquirySessionResource(session, now), meta })
    },
  }),
]

const hasExpired = () => new ApiError('conflict', 'the session has expired')
