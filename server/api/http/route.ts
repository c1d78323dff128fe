import type { RequestHandler, Router } from 'express'
import type { z } from 'zod'
import { ApiError } from './api-error.ts'
import type { Permission } from './permissions.ts'

export type Method = 'get' | 'post' | 'patch' | 'delete'

/** One operation: what answers it, and what the OpenAPI document says of it. */
export interface Route {
  method: Method
  /** Below `/api/v1`, with `:id` for the identifier. */
  path: string
  /** A word for what it does, where the path alone does not tell it from another method's. */
  action?: string
  summary: string
  /** Who may call: a key with this permission, or a session's client secret. */
  access: Permission | 'client-secret'
  /** Of a JSON body. */
  body?: z.ZodType
  /** Of a `multipart/form-data` body that says the same, as JSON Schema: zod has no words for the names of its parts. */
  form?: z.core.JSONSchema.JSONSchema
  query?: z.ZodType
  /** The document of a successful answer, by its status. */
  /** Set where `Accept: text/csv` is answered with the same as CSV. */
  csv?: true
  answers: Partial<Record<200 | 201 | 202 | 204, z.ZodType | null>>
  handlers: RequestHandler[]
}

/**
 * Puts routes on a router. A method that a path does not have is answered 405 with `Allow` (RFC 9110, section 15.5.6),
 * to whom `identified` lets through.
 */
export function mount(router: Router, routes: readonly Route[], identified: RequestHandler): void {
  for (const { method, path, handlers } of routes) router[method](path, named(path), handlers)
  for (const [path, methods] of Map.groupBy(routes, route => route.path)) {
    const words = methods.map(({ method }) => method.toUpperCase())
    const allowed = [...words, ...(words.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
    router.all(path, identified, (_req, res) => {
      res.set('Allow', allowed)
      throw new ApiError('method_not_allowed')
    })
  }
}

/** Keeps the route by its pattern, which names nobody, for whoever tells of the request afterwards. */
const named =
  (path: string): RequestHandler =>
  (_req, res, next) => {
    res.locals.route = path
    next()
  }
