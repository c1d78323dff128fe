import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'
import { StoreContended, StoreUnavailable, TextRefused } from '../../store/store.ts'
import { ApiError, notFound } from './api-error.ts'

/** The answer where no route is. */
export const unknownRoute: RequestHandler = () => {
  throw notFound()
}

/** The one place where an error becomes an answer: what is ours to tell is told, everything else is only logged. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error, req, res, next) => {
    const told = toApiError(error)
    if (told.code === 'internal' || told.code === 'unavailable')
      log.error({ err: error, method: req.method, path: req.path }, 'request failed')
    if (res.headersSent) return next(error)
    if (told.retryAfter !== undefined) res.set('Retry-After', String(told.retryAfter))
    res.status(told.status).json(told.body)
  }
}

/** After how long a store that did not answer is worth another try, in seconds. */
const STORE_RETRY_S = 1

const bodyError = z.object({ type: z.string(), status: z.number() })

/** Express's body reader has errors of its own, known by `type`. */
function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  if (error instanceof URIError) return notFound()
  if (error instanceof StoreUnavailable || error instanceof StoreContended)
    return new ApiError('unavailable', 'the store did not answer: try again', { retryAfter: STORE_RETRY_S })
  if (error instanceof TextRefused) return new ApiError('bad_request', 'a text holds a NUL character')
  const body = bodyError.safeParse(error)
  if (!body.success) return new ApiError('internal')
  switch (body.data.type) {
    case 'entity.too.large':
      return new ApiError('payload_too_large', 'the body is too large')
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new ApiError('unsupported_media_type', 'the body must be plain JSON in UTF-8')
    default:
      return body.data.status < 500
        ? new ApiError('bad_request', 'the body is not valid JSON')
        : new ApiError('internal')
  }
}
