import { type Request, Router } from 'express'
import type { Api } from '../api/api.ts'
import { serveFile } from '../api/files.ts'
import { unknownRoute } from '../api/http/errors.ts'
import { identified } from '../api/http/keyed.ts'
import { mount } from '../api/http/route.ts'
import { routesOf } from '../api/routes.ts'
import { authenticateOperator, type SignedIn } from './signed-in.ts'

/**
 * The very operations of `/api/v1` that take an API key, for whoever is signed in instead, with the links to files that
 * they answer. Those of a session's client secret are a person's, not an organization's.
 */
export function publicApi(api: Api, signedIn: (req: Request) => Promise<SignedIn>): Router {
  const authenticate = authenticateOperator(api, signedIn)
  const asOperator: Api = { ...api, authenticate }
  const router = Router({ caseSensitive: true, mergeParams: true })
  const known = identified(asOperator)
  router.get('/files/:id/:name', known, serveFile(asOperator))
  const routes = routesOf(asOperator).filter(({ access }) => access !== 'client-secret')
  mount(router, routes, known)
  router.use(known, unknownRoute)
  return router
}
