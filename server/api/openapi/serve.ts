import type { RequestHandler } from 'express'
import { ApiError } from '../http/api-error.ts'
import type { OpenApi } from './openapi.ts'

/** Answers the document, to tools and pages of every origin: it says nothing that is anybody's own. */
export const serveOpenApi =
  (document: OpenApi): RequestHandler =>
  (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.set('Allow', 'GET, HEAD')
      throw new ApiError('method_not_allowed')
    }
    res.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-cache' })
    res.json(document)
  }
