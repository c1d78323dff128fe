import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import { dataType } from '../../connect/scope.ts'
import { readProgress } from '../../store/progress.ts'
import type { Session } from '../../store/sessions.ts'
import type { Api } from '../api.ts'
import { consentReceipt, receiptSchema } from '../consents/receipt.ts'
import { attributesOf, jsonBody, noBody } from '../http/body.ts'
import { authenticateSession } from '../http/caller.ts'
import { crossOrigin } from '../http/cross-origin.ts'
import { documentOf, resourceSchema, time } from '../http/document.ts'
import { eventBody, eventsDocument, lastSeen, sendEvents } from '../http/event-stream.ts'
import { parse } from '../http/parse.ts'
import { accepted, created, ok, type Reply, replying } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { redemptionResource, redemptionSchema } from '../redemptions/redemption-resource.ts'
import { closeExpired } from './close-expired.ts'
import { codeRoutes } from './codes.ts'
import { decide } from './decide.ts'
import { inputRoutes } from './inputs.ts'
import { languageQuery } from './language-query.ts'
import { redeemInSession } from './redeem-in-session.ts'
import { sessionResource, sessionSchema } from './session-resource.ts'
import { requireLastWord, withdrawInSession } from './withdraw-in-session.ts'

export const consentBody = attributesOf(
  z.strictObject({
    decision: z.enum(['granted', 'declined']),
    'data-types': z.array(dataType).max(32),
    'notice-hash': z.string().max(100),
    locale: z.string().max(35),
  }),
)

export const consentSchema = resourceSchema(
  z.literal('connect/consent'),
  {
    decision: z.enum(['granted', 'declined']),
    'data-types': z.array(dataType),
    'notice-hash': z.string(),
    locale: z.string(),
    'created-at': time,
  },
  {},
)

const redemptionBody = attributesOf(z.strictObject({ 'share-token': z.string().max(200) }))

/** `/connect/session` (ours): what a page may do with a session's client secret. */
export function sessionRoutes(api: Api): Route[] {
  const secret = (answer: (session: Session, req: Request) => Promise<Reply>): RequestHandler =>
    replying(async (req, res) => {
      const session = await authenticateSession(api.store.db, req)
      crossOrigin.admit(req, res)
      return answer(session, req)
    })
  return [
    {
      method: 'get',
      path: '/connect/session',
      summary: 'Who shares what with whom, why, and what will be missing',
      access: 'client-secret',
      query: languageQuery,
      answers: { 200: documentOf(sessionSchema) },
      handlers: [
        secret(async (session, req) => {
          const { locale } = parse(languageQuery, req.query)
          return ok({ data: await sessionResource(api, api.store.db, session, locale) })
        }),
      ],
    },
    {
      method: 'post',
      path: '/connect/session/consents',
      summary: "Record the person's decision; it is made once",
      access: 'client-secret',
      body: consentBody,
      answers: { 201: documentOf(consentSchema) },
      handlers: [
        jsonBody,
        secret(async (session, req) => {
          const { attributes } = parse(consentBody, req.body).data
          return created({ data: await decide(api, session, attributes) })
        }),
      ],
    },
    {
      method: 'post',
      path: '/connect/session/withdraw',
      summary: 'Take the consent of this session back; a token that nobody has redeemed ends at once',
      access: 'client-secret',
      body: noBody,
      answers: { 200: documentOf(sessionSchema) },
      handlers: [
        jsonBody,
        secret(async (session, req) => {
          parse(noBody, req.body)
          await withdrawInSession(api, session)
          return ok({ data: await sessionResource(api, api.store.db, session) })
        }),
      ],
    },
    {
      method: 'get',
      path: '/connect/session/receipt',
      summary:
        "The person's last word, given or taken back, as a signed receipt to keep, which verifies offline",
      access: 'client-secret',
      answers: { 200: documentOf(receiptSchema) },
      handlers: [
        secret(async session =>
          ok({ data: await consentReceipt(api.signer, await requireLastWord(api, session)) }),
        ),
      ],
    },
    {
      method: 'post',
      path: '/connect/session/redemption',
      summary: 'Redeem a share token into the inquiry of the session',
      access: 'client-secret',
      body: redemptionBody,
      answers: { 202: documentOf(redemptionSchema) },
      handlers: [
        jsonBody,
        secret(async (session, req) => {
          const presented = parse(redemptionBody, req.body).data.attributes['share-token']
          return accepted({ data: redemptionResource(await redeemInSession(api, session, presented)) })
        }),
      ],
    },
    {
      method: 'get',
      path: '/connect/session/events',
      summary: 'Follow the session: server-sent events, or the same as JSON',
      access: 'client-secret',
      answers: { 200: eventsDocument },
      handlers: [events(api)],
    },
    ...inputRoutes(api, secret),
    ...codeRoutes(api, secret),
  ]
}

/** The stream of a session; the same events as JSON for those who cannot read a stream. */
function events(api: Api): RequestHandler {
  const { db } = api.store
  return async (req, res) => {
    const session = await authenticateSession(db, req)
    crossOrigin.admit(req, res)
    const source = {
      read: (after: number) => readProgress(db, session.id, after),
      isOver: () => closeExpired(api, session),
      endsInMs: Math.max(0, session.expires_at - api.clock()),
    }
    if (req.accepts(['text/event-stream', 'application/json']) === 'text/event-stream') {
      return sendEvents(req, res, session.id, source, api.engine.signals, api.stopping)
    }
    await source.isOver()
    const seen = await source.read(lastSeen(req))
    res.set('Cache-Control', 'no-store').json({ data: seen.map(eventBody) })
  }
}
