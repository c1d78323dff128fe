import { type Request, type RequestHandler, Router } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import type { Api } from '../api/api.ts'
import { logged } from '../api/http/app.ts'
import { jsonBody } from '../api/http/body.ts'
import { errorHandler, unknownRoute } from '../api/http/errors.ts'
import { ok, replying } from '../api/http/reply.ts'
import type { Limits } from '../store/limits.ts'
import { type Attempts, countAttempts } from './attempts.ts'
import { meOf } from './me.ts'
import { fromOwnPages, type OwnOrigin, ownOriginOf } from './origin.ts'
import {
  assertionOptions,
  ownPasskeys,
  registerPasskey,
  registrationOptions,
  removePasskey,
  signInByPasskey,
} from './passkeys.ts'
import { publicApi } from './public-api.ts'
import { askForLink, redeemLink } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { type SignedIn, signedInOf } from './signed-in.ts'

interface DashboardOptions {
  api: Api
  limits: Limits
  log: Logger
  /** The origin by which browsers reach the dashboard; null where it is for this machine alone. */
  publicUrl: string | null
}

/** What the dashboard's own routes are given. */
export interface Dashboard {
  api: Api
  ownOrigin: OwnOrigin
  attempts: Attempts
  signedIn(req: Request): Promise<SignedIn>
}

/**
 * `/dashboard/api`: signing in and out, one's own passkeys, and at `/{environment-id}/v1` the public API itself, for whoever is
 * signed in. There is nothing else: what the dashboard can do with an environment, an API key can.
 */
export function dashboardApi({ api, limits, log, publicUrl }: DashboardOptions): Router {
  const ownOrigin = ownOriginOf(publicUrl)
  const signedIn = signedInOf(api, ownOrigin)
  const dashboard = { api, ownOrigin, signedIn, attempts: countAttempts(limits, api.vault, api.clock) }
  const router = Router({ caseSensitive: true })
  router.use(unkept, secured, logged(log), fromOwnPages(ownOrigin))
  router.post('/sign-in/link', jsonBody, replying(askForLink(dashboard)))
  router.post('/sign-in/link/redeem', jsonBody, replying(redeemLink(dashboard)))
  router.post('/sign-out', jsonBody, signOut(dashboard))
  router.get(
    '/me',
    replying(async req => ok(await meOf(api, await signedIn(req)))),
  )
  router.post('/sign-in/passkey/options', jsonBody, replying(assertionOptions(dashboard)))
  router.post('/sign-in/passkey', jsonBody, replying(signInByPasskey(dashboard)))
  router.post('/passkeys/options', jsonBody, replying(registrationOptions(dashboard)))
  router.post('/passkeys', jsonBody, replying(registerPasskey(dashboard)))
  router.get('/passkeys', replying(ownPasskeys(dashboard)))
  router.delete('/passkeys/:id', removePasskey(dashboard))
  router.use('/:environment/v1', publicApi(api, signedIn))
  router.use(unknownRoute)
  router.use(errorHandler(log))
  return router
}

const unkept: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store')
  next()
}

/** Answers are data for our own pages: nothing in them may run, be framed, or be taken in by another origin. */
const secured = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
})
