import { type RequestHandler, Router } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import { newId } from '../../ids.ts'
import type { Api } from '../api.ts'
import { connectionsRouter } from '../connections.ts'
import { consentsRouter } from '../consents.ts'
import { eventsRouter } from '../events.ts'
import { inquiriesRouter } from '../inquiries/inquiries.ts'
import { inquiryTemplatesRouter } from '../inquiry-templates.ts'
import { redemptionsRouter } from '../redemptions/redemptions.ts'
import { sessionRouter } from '../session/session.ts'
import { sessionsRouter } from '../sessions/sessions.ts'
import { shareTokensRouter } from '../share-tokens/share-tokens.ts'
import { verificationsRouter } from '../verifications.ts'
import { errorHandler, unknownRoute } from './errors.ts'

/** Everything under `/api/v1`. */
export function apiRouter(api: Api, log: Logger): Router {
  const router = Router({ caseSensitive: true, strict: true })
  router.use(answers, secured, logged(log))
  router.use('/connect/connections', connectionsRouter(api))
  router.use('/connect/share-tokens', shareTokensRouter(api))
  router.use('/connect/sessions', sessionsRouter(api))
  router.use('/connect/session', sessionRouter(api))
  router.use('/connect/consents', consentsRouter(api))
  router.use('/connect/redemptions', redemptionsRouter(api))
  router.use('/inquiries', inquiriesRouter(api))
  router.use('/inquiry-templates', inquiryTemplatesRouter(api))
  router.use('/verifications', verificationsRouter(api))
  router.use('/events', eventsRouter(api))
  router.use(unknownRoute)
  router.use(errorHandler(log))
  return router
}

/** Every answer carries a name of its own, as published, and is nobody else's to keep. */
const answers: RequestHandler = (_req, res, next) => {
  res.set('Request-Id', newId('request'))
  res.set('Cache-Control', 'no-store')
  next()
}

/** Answers are data: nothing in them may run, be framed, or be read by a page that CORS does not admit. */
const secured = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  // A page of another origin reads the session API by CORS; this header would forbid it all the same.
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  referrerPolicy: { policy: 'no-referrer' },
})

/** One line a request: never a body, a query or a header, which may hold what a person typed. */
const logged =
  (log: Logger): RequestHandler =>
  (req, res, next) => {
    const startedAt = performance.now()
    const { method, path } = req
    res.on('finish', () => {
      const ms = Math.round(performance.now() - startedAt)
      log.debug({ method, path, status: res.statusCode, ms, request: res.get('Request-Id') }, 'answered')
    })
    next()
  }
