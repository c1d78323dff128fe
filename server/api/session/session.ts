import { type Request, type RequestHandler, Router } from 'express'
import { z } from 'zod'
import { dataType } from '../../connect/scope.ts'
import { readProgress } from '../../store/progress.ts'
import type { Session } from '../../store/sessions.ts'
import type { Api } from '../api.ts'
import { authenticateSession } from '../http/caller.ts'
import { crossOrigin } from '../http/cross-origin.ts'
import { accepted, created, endpoint, jsonBody, ok, type Reply, replying } from '../http/endpoint.ts'
import { eventBody, lastSeen, sendEvents } from '../http/event-stream.ts'
import { parse } from '../http/parse.ts'
import { redemptionResource } from '../redemptions/redemption-resource.ts'
import { closeExpired } from './close-expired.ts'
import { decide } from './decide.ts'
import { redeemInSession } from './redeem-in-session.ts'
import { sessionResource } from './session-resource.ts'

const consentBody = z.strictObject({
  data: z.strictObject({
    attributes: z.strictObject({
      decision: z.enum(['granted', 'declined']),
      'data-types': z.array(dataType).max(32),
      'notice-hash': z.string().max(100),
      locale: z.string().max(35),
    }),
  }),
})

const redemptionBody = z.strictObject({
  data: z.strictObject({ attributes: z.strictObject({ 'share-token': z.string().max(200) }) }),
})

/** `/connect/session` (ours): what a page may do with a session's client secret. */
export function sessionRouter(api: Api): Router {
  const { db } = api.store
  const router = Router()
  const secret = (answer: (session: Session, req: Request) => Promise<Reply>): RequestHandler =>
    replying(async (req, res) => {
      const session = await authenticateSession(db, req)
      crossOrigin.admit(req, res)
      return answer(session, req)
    })

  router.use(crossOrigin.preflight)
  endpoint(router, '/', {
    get: secret(async session => ok({ data: await sessionResource(api, session) })),
  })
  endpoint(router, '/consents', {
    post: [
      jsonBody,
      secret(async (session, req) => {
        const { attributes } = parse(consentBody, req.body).data
        return created({ data: await decide(api, session, attributes) })
      }),
    ],
  })
  endpoint(router, '/redemption', {
    post: [
      jsonBody,
      secret(async (session, req) => {
        const presented = parse(redemptionBody, req.body).data.attributes['share-token']
        return accepted({ data: redemptionResource(await redeemInSession(api, session, presented)) })
      }),
    ],
  })
  endpoint(router, '/events', { get: events(api) })
  return router
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
    }
    if (req.accepts(['text/event-stream', 'application/json']) === 'text/event-stream') {
      return sendEvents(req, res, session.id, source, api.engine.signals, api.stopping)
    }
    await source.isOver()
    const seen = await source.read(lastSeen(req))
    res.set('Cache-Control', 'no-store').json({ data: seen.map(eventBody) })
  }
}
