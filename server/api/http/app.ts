import { type RequestHandler, Router } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import type { Api } from '../api.ts'
import { serveFile } from '../files.ts'
import { verifyRoutes } from '../inquiry-sessions/verify-page.ts'
import type { OpenApi } from '../openapi/openapi.ts'
import { serveOpenApi } from '../openapi/serve.ts'
import { routesOf } from '../routes.ts'
import { crossOrigin } from './cross-origin.ts'
import { errorHandler, unknownRoute } from './errors.ts'
import { identified } from './keyed.ts'
import { mount } from './route.ts'
import { API_VERSION } from './version.ts'

/** Everything under `/api/v1`, and the document that describes it. */
export function apiRouter(api: Api, document: OpenApi, log: Logger): Router {
  const router = Router({ caseSensitive: true })
  router.use(answers, secured, logged(log))
  router.use('/connect/session', crossOrigin.preflight)
  router.use(verifyRoutes(api))
  router.get('/files/:id/:name', serveFile(api))
  router.all('/openapi.json', serveOpenApi(document))
  mount(router, routesOf(api), identified(api))
  router.use(identified(api), unknownRoute)
  router.use(errorHandler(log))
  return router
}

/** Every answer says of which version it is, as published, and is nobody else's to keep. */
const answers: RequestHandler = (_req, res, next) => {
  res.set('Persona-Version', API_VERSION)
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
export const logged =
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
