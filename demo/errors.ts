import type { ErrorRequestHandler } from 'express'
import { z } from 'zod'
import { ApiError } from '../client/api-error.ts'

/** A request that a demo backend itself turns down; `message` is fit to be shown. */
export class RequestRefused extends Error {
  readonly status: 403 | 404

  constructor(status: 403 | 404, title: string) {
    super(title)
    this.name = 'RequestRefused'
    this.status = status
  }
}

/** What express itself throws (http-errors): the status is ours to pass on, the message may quote the request. */
const unreadable = z.object({ status: z.number().min(400).max(499), expose: z.literal(true) })

/** Answers every failure of the demo's routes as `{ errors: [{ title }] }`: no stack, and no value sent back. */
export const answerError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) return next(error)
  const { status, title } = describe(error)
  res.status(status).json({ errors: [{ title }] })
}

function describe(error: unknown): { status: number; title: string } {
  if (error instanceof ApiError) return refusedByConnect(error)
  if (error instanceof RequestRefused) return { status: error.status, title: error.message }
  if (error instanceof z.ZodError) return { status: 400, title: `Not valid: ${paths(error)}` }
  const request = unreadable.safeParse(error)
  if (request.success) return { status: request.data.status, title: 'The request cannot be read' }
  return { status: 500, title: 'Something went wrong on our side' }
}

/** The API's own status where it has refused; 502 where it did not answer, or with something else. */
const refusedByConnect = ({ status, code, details }: ApiError) => ({
  status: status ?? (code === 'timed_out' ? 504 : 502),
  title:
    details[0] ??
    (status === null ? 'Connect cannot be reached at the moment' : 'Connect refused the request'),
})

function paths(error: z.ZodError): string {
  const names = error.issues.map(issue => issue.path.join('.') || 'the request body')
  return [...new Set(names)].join(', ')
}
