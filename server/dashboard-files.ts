import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { type RequestHandler, Router } from 'express'
import helmet from 'helmet'

/**
 * `/dashboard/`: what `npm run build` has made of dashboard/. Every address of a page is answered with the one document,
 * which finds out by itself what to show; its scripts and sheets have their hash in their names and never change.
 */
export function dashboardFiles(directory: string): Router {
  const document = join(directory, 'index.html')
  const router = Router({ strict: true })
  if (!existsSync(document)) return router
  router.use('/dashboard', secured)
  router.get('/dashboard', (req, res) => res.redirect(308, `${req.baseUrl}/dashboard/`))
  router.use('/dashboard/assets', assets(join(directory, 'assets')), missing)
  // What begins with `api` is the API's, where there is one, and a page nowhere.
  router.get(/^\/dashboard\/(?!api(\/|$))/, (_req, res) => {
    res.set('Cache-Control', 'no-cache').sendFile(document, { cacheControl: false })
  })
  return router
}

const assets = (directory: string): RequestHandler =>
  express.static(directory, { maxAge: '1y', immutable: true, index: false, redirect: false })

/** An asset of an earlier build is told from a page. */
const missing: RequestHandler = (_req, res) => {
  res.status(404).set('Cache-Control', 'no-store').type('text').send('There is no such file.')
}

/**
 * Whoever is signed in here can do what their organization can: only our own scripts and sheets run, and they talk to
 * this server alone. Pictures are those of files, which the API links to; Web Awesome draws its arrows from `data:`.
 */
const secured = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'blob:', 'data:'],
      connectSrc: ["'self'", 'data:'],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
})
