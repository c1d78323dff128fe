import type { RequestHandler } from 'express'
import { z } from 'zod'
import { dataType } from '../../connect/scope.ts'
import { readProgress } from '../../store/progress.ts'
import type { Api } from '../api.ts'
import { consentReceipt, receiptSchema } from '../consents/receipt.ts'
import { attributesOf, jsonBody, noBody } from '../http/body.ts'
import { documentOf, resourceSchema, time } from '../http/document.ts'
import { eventBody, eventsDocument, lastSeen, sendEvents } from '../http/event-stream.ts'
import { parse } from '../http/parse.ts'
import { accepted, created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { redemptionResource, redemptionSchema } from '../redemptions/redemption-resource.ts'
import { closeExpired } from './close-expired.ts'
import { codeRoutes } from './codes.ts'
import { decide } from './decide.ts'
import { inputRoutes } from './inputs.ts'
import { languageQuery } from './language-query.ts'
import { redeemInSession } from './redeem-in-session.ts'
import { sessionResource, sessionSchema } from './session-resource.ts'
import { enterSession, withSecret } from './with-secret.ts'
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
  const secret = withSecret(api)
  return [
    {
      method: 'get',
      path: '/connect/session',
      summary: 'Who shares what with whom, why, and what will be missing',
      access: 'client-secret',
      query: languageQuery,
      answers: { 200: documentOf(sessionSchema) },
      handlers: [
        secret(async (session, req, own) => {
          const { locale } = parse(languageQuery, req.query)
          return ok({ data: await sessionResource(own, own.db, session, locale) })
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
        secret(async (session, req, own) => {
          const { attributes } = parse(consentBody, req.body).data
          return created({ data: await decide(own, session, attributes) })
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
        secret(async (session, req, own) => {
          parse(noBody, req.body)
          await withdrawInSession(own, session)
          return ok({ data: await sessionResource(own, own.db, session) })
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
        secret(async (session, _req, own) =>
          ok({ data: await consentReceipt(api.signer, await requireLastWord(own, session)) }),
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
        secret(async (session, req, own) => {
          const presented = parse(redemptionBody, req.body).data.attributes['share-token']
          return accepted({ data: redemptionResource(await redeemInSession(own, session, presented)) })
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
    ...inputRoutes(secret),
    ...codeRoutes(secret),
  ]
}

/** The stream of a session; the same events as JSON for those who cannot read a stream. */
function events(api: Api): RequestHandler {
  return async (req, res) => {
    const { session, own } = await enterSession(api, req, res)
    const source = {
      look: async () => ({ streamId: session.id, isOver: await closeExpired(own, session) }),
      read: (streamId: string, after: number) => readProgress(own.db, streamId, after),
      endsInMs: Math.max(0, session.expires_at - api.clock()),
    }
    if (req.accepts(['text/event-stream', 'application/json']) === 'text/event-stream') {
      return sendEvents(req, res, session.id, source, api.engine.signals, api.stopping)
    }
    await source.look()
    const seen = await source.read(session.id, lastSeen(req))
    res.set('Cache-Control', 'no-store').json({ data: seen.map(eventBody) })
  }
}
