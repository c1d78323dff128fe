import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type RequestHandler, Router } from 'express'

/** The script-tag files of the widget, from `npm run build`. */
const FILES = ['connect-widget.js', 'connect-widget.mjs']

/**
 * Serves the widget's files to pages of every origin. Pages load them across origins, with or without `integrity`,
 * so they carry `Cross-Origin-Resource-Policy` and CORS for all.
 */
export function widgetFiles(directory: string): Router {
  const router = Router()
  for (const file of FILES) router.get(`/${file}`, serve(join(directory, file)))
  return router
}

const serve =
  (path: string): RequestHandler =>
  (_req, res, next) => {
    if (!existsSync(path)) return next()
    res.set({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
    })
    res.sendFile(path, { maxAge: '5m' })
  }
