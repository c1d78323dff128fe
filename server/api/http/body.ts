import express, { type RequestHandler } from 'express'
import { z } from 'zod'
import { ApiError } from './api-error.ts'

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

/** The body of an operation that needs none: nothing, or an empty object. */
export const noBody = z.strictObject({}).optional()

/** A body in the published envelope, `{ data: { attributes } }`. */
export const attributesOf = <T extends z.ZodType>(attributes: T) =>
  z.strictObject({ data: z.strictObject({ attributes }) })
