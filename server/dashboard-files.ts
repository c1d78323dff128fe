import { existsSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
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
  const assets = join(directory, 'assets')
  router.use('/dashboard/assets', compressed(assets), plain(assets), missing)
  // What begins with `api` is the API's, where there is one, and a page nowhere.
  router.get(/^\/dashboard\/(?!api(\/|$))/, (_req, res) => {
    res.set('Cache-Control', 'no-cache').sendFile(document, { cacheControl: false })
  })
  return router
}

const plain = (directory: string): RequestHandler =>
  express.static(directory, { maxAge: '1y', immutable: true, index: false, redirect: false })

/** The same as the build has compressed it, for whoever takes that: a third of the bytes, and no work for each request. */
function compressed(directory: string): RequestHandler {
  const names = new Set(existsSync(directory) ? readdirSync(directory) : [])
  return (req, res, next) => {
    res.vary('Accept-Encoding')
    const name = `${req.path.slice(1)}.br`
    if (!names.has(name) || req.acceptsEncodings('br') === false) return next()
    res.set({ 'Content-Encoding': 'br', 'Cache-Control': 'public, max-age=31536000, immutable' })
    res.type(extname(req.path)).sendFile(join(directory, name), { cacheControl: false })
  }
}

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
