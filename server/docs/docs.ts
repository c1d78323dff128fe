import { fileURLToPath } from 'node:url'
import { Router } from 'express'
import helmet from 'helmet'
import type { OpenApi } from '../api/openapi/openapi.ts'
import { docsPage } from './page.ts'

const STYLESHEET = fileURLToPath(new URL('docs.css', import.meta.url))

/** `/docs`: the OpenAPI document as a page to read. */
export function docs(document: OpenApi): Router {
  const page = docsPage(document)
  const router = Router({ strict: true })
  router.use('/docs', secured)
  router.get('/docs', (_req, res) => {
    res.set('Cache-Control', 'no-cache').type('html').send(page)
  })
  // The page refers to its neighbours from here.
  router.get('/docs/', (_req, res) => res.redirect(308, '../docs'))
  router.get('/docs/docs.css', (_req, res) => res.sendFile(STYLESHEET, { cacheControl: false }))
  return router
}

/** A page without scripts, forms and frames: nothing of the kind may come to life in it. */
const secured = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
})
