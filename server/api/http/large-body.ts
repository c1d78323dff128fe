import type { Request, RequestHandler } from 'express'
import type { z } from 'zod'
import { ApiError } from './api-error.ts'
import { JSON_BYTES_MAX, jsonBody } from './body.ts'
import { readForm } from './multipart.ts'
import { nestedForm } from './nested-form.ts'
import { readBody } from './read-body.ts'

/** What there is in a body beside its file, in bytes. */
const REST_BYTES_MAX = 1_000_000
/** How many parts a form can have: more than an object has properties. */
const PARTS_MAX = 256

/** A body that may hold a file, in base64 or as a part of a form. */
export interface LargeBody {
  /** The form as JSON Schema: a property for each part. */
  form: z.core.JSONSchema.JSONSchema
  fileBytesMax: number
}

const isForm = (req: Request): boolean => Boolean(req.is('multipart/form-data'))

/** Whether a body is a form, or too large to be read before it is known whose it is. */
export const isLarge = (req: Request): boolean =>
  isForm(req) || Number(req.get('content-length') ?? 0) > JSON_BYTES_MAX

/** Reads a small body of JSON, and leaves a large one where it is. */
export const smallBody: RequestHandler = (req, res, next) =>
  isLarge(req) ? next() : jsonBody(req, res, next)

/** The body that `smallBody` has left, whichever way it says it. */
export async function readLargeBody(req: Request, { fileBytesMax }: LargeBody): Promise<unknown> {
  if (isForm(req)) {
    const bytesMax = fileBytesMax + REST_BYTES_MAX
    return nestedForm(await readForm(req, { bytesMax, partsMax: PARTS_MAX }))
  }
  if (!req.is('application/json')) {
    throw new ApiError('unsupported_media_type', 'the body must be application/json or multipart/form-data')
  }
  const bytes = await readBody(req, Math.ceil(fileBytesMax / 3) * 4 + REST_BYTES_MAX)
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new ApiError('bad_request', 'the body is not valid JSON', { cause })
  }
}
