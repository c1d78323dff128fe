import { z } from 'zod'
import { findInquiry } from '../../store/inquiries.ts'
import { findInquirySession, type InquirySession, listInquirySessions } from '../../store/inquiry-sessions.ts'
import type { Db } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf, listDocument, listOf } from '../http/document.ts'
import { reading, writing } from '../http/keyed.ts'
import { listQuery, noQuery, pageOf } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { inquirySessionResource, inquirySessionSchema } from './inquiry-session-resource.ts'
import { openInquirySession } from './open.ts'

const id = z.string().max(64)

export const createBody = attributesOf(z.strictObject({ 'inquiry-id': id }))

export const listParameters = listQuery({ 'filter[inquiry-id]': id.optional() })

/** Ours: published, only resuming an inquiry tells a token. */
export const tokenMeta = z.strictObject({ 'session-token': z.string() })

/** `/inquiry-sessions`: the sittings in which a person goes through an inquiry. */
export const inquirySessionRoutes = (api: Api): Route[] => [
  reading(api, '/inquiry-sessions', {
    summary: 'List inquiry sessions, newest first',
    permission: 'inquiry.read',
    query: listParameters,
    answers: { 200: listOf(inquirySessionSchema) },
    async answer({ caller, db, query, req }) {
      const filter = { inquiryId: query['filter[inquiry-id]'] }
      const page = await listInquirySessions(db, caller.environmentId, filter, pageOf(query))
      return ok(listDocument(page, req, session => inquirySessionResource(session, api.clock())))
    },
  }),
  writing(api, 'post', '/inquiry-sessions', {
    summary: 'Open a session of an inquiry; its token is told once',
    permission: 'inquiry.write',
    body: createBody,
    answers: { 201: documentOf(inquirySessionSchema, tokenMeta) },
    async answer({ caller, db, body }) {
      const inquiry = await findInquiry(db, caller.environmentId, body.data.attributes['inquiry-id'])
      if (!inquiry) throw new ApiError('not_found', 'data.attributes.inquiry-id is not found')
      const now = api.clock()
      const { session, token } = await openInquirySession(db, inquiry, now)
      return created({ data: inquirySessionResource(session, now), meta: { 'session-token': token } })
    },
  }),
  reading(api, '/inquiry-sessions/:id', {
    summary: 'Retrieve an inquiry session',
    permission: 'inquiry.read',
    query: noQuery,
    answers: { 200: documentOf(inquirySessionSchema) },
    async answer({ caller, db, id }) {
      const session = await requireInquirySession(db, caller, id)
      return ok({ data: inquirySessionResource(session, api.clock()) })
    },
  }),
]

/** A session of the caller's. Throws `not_found` where there is none. */
export async function requireInquirySession(
  db: Db,
  caller: Caller,
  sessionId: string,
): Promise<InquirySession> {
  const session = await findInquirySession(db, caller.environmentId, sessionId)
  if (!session) throw notFound()
  return session
}
