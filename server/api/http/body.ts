import express, { type RequestHandler } from 'express'
import { z } from 'zod'
import { ApiError } from './api-error.ts'

/** Largest JSON body that is read, in bytes. */
export const JSON_BYTES_MAX = 262_144

/** Time that a client has to send it, in ms. */
const JSON_MS = 15_000

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
  const late = setTimeout(() => {
    // Nothing more is read from whoever is so slow: the connection ends with the answer.
    res.set('Connection', 'close')
    settle(new ApiError('request_timeout', 'the body has taken too long'))
  }, JSON_MS)
  let settled = false
  const settle = (error?: unknown) => {
    clearTimeout(late)
    if (settled) return
    settled = true
    next(error)
  }
  readJson(req, res, settle)
}

/** The body of an operation that needs none: nothing, or an empty object. */
export const noBody = z.strictObject({}).optional()

/** A body in the published envelope, `{ data: { attributes } }`. */
export const attributesOf = <T extends z.ZodType>(attributes: T) =>
  z.strictObject({ data: z.strictObject({ attributes }) })

/** The same where whatever is not said may be left out, the whole of it too (published). */
export const optionalAttributesOf = <T extends z.ZodType, Beside extends z.ZodRawShape>(
  attributes: T,
  beside: Beside,
) =>
  z
    .strictObject({ data: z.strictObject({ attributes: attributes.optional() }).optional(), ...beside })
    .optional()
