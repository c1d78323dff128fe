import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import express, { type RequestHandler, Router } from 'express'
import { z } from 'zod'

/** What `npm run build` says of the files that it has made. */
const integrity = z.object({ version: z.string().regex(/^[\w.+-]+$/) })

/**
 * Serves what `npm run build` has made to pages of every origin: at the root, and below `/v<version>`, where nothing
 * ever changes and a page can pin it by `integrity`. Pages load it across origins, so it carries
 * `Cross-Origin-Resource-Policy` and CORS for all.
 */
export function widgetFiles(directory: string): Router {
  const router = Router()
  const manifest = join(directory, 'integrity.json')
  if (existsSync(manifest)) {
    const { version } = integrity.parse(JSON.parse(readFileSync(manifest, 'utf8')))
    router.use(`/v${version}`, files(directory, { maxAge: '1y', immutable: true }))
  }
  router.use(files(directory, { maxAge: '5m' }))
  return router
}

const files = (directory: string, caching: { maxAge: string; immutable?: boolean }): RequestHandler =>
  express.static(directory, {
    ...caching,
    index: false,
    redirect: false,
    setHeaders: res =>
      res.set({
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'X-Content-Type-Options': 'nosniff',
      }),
  })
