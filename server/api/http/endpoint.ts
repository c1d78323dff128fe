import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import { ApiError } from './api-error.ts'

/** What an endpoint answers: a status and a JSON document. */
export interface Reply {
  status: number
  body: unknown
}

export const ok = (body: unknown): Reply => ({ status: 200, body })
export const created = (body: unknown): Reply => ({ status: 201, body })
export const accepted = (body: unknown): Reply => ({ status: 202, body })

type Method = 'get' | 'post'

/**
 * Puts the handlers of one path on a router. Any other method of that path is answered 405 with `Allow`
 * (RFC 9110, section 15.5.6).
 */
export function endpoint(
  router: Router,
  path: string,
  handlers: Partial<Record<Method, RequestHandler | RequestHandler[]>>,
): void {
  const route = router.route(path)
  if (handlers.get) route.get(handlers.get)
  if (handlers.post) route.post(handlers.post)
  const methods = Object.keys(handlers).map(method => method.toUpperCase())
  const allowed = [...methods, ...(handlers.get ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  route.all((_req, res) => {
    res.set('Allow', allowed)
    throw new ApiError('method_not_allowed')
  })
}

/** Turns a function from a request to a reply into a handler. */
export const replying =
  (answer: (req: Request, res: Response) => Promise<Reply>): RequestHandler =>
  async (req, res) => {
    const { status, body } = await answer(req, res)
    res.status(status).json(body)
  }

/** Largest JSON body that is read, in bytes. */
const JSON_BYTES_MAX = 262_144

const readJson = express.json({ limit: JSON_BYTES_MAX, inflate: false, strict: true })

/**
 * Reads a JSON body. A body of any other type is refused before anything looks at it: a form that another site posts
 * must not reach a handler. A request without a body passes.
 */
export const jsonBody: RequestHandler = (req, res, next) => {
  const empty = req.get('transfer-encoding') === undefined && Number(req.get('content-length') ?? 0) === 0
  if (empty) return next()
  if (!req.is('application/json'))
    throw new ApiError('unsupported_media_type', 'the body must be application/json')
  readJson(req, res, next)
}

/** The identifier in the path. */
export function idOf(req: Request): string {
  const { id } = req.params
  return typeof id === 'string' ? id : ''
}
