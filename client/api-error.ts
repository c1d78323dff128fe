import type { ApiErrorCode } from '../server/api/http/api-error.ts'

/** Why a call did not succeed: a refusal of the server's, or something on the way to it. */
export type ErrorCode =
  | ApiErrorCode
  /** No answer: the network, or a server that is not there. */
  | 'unreachable'
  | 'timed_out'
  /** An answer that is none of Connect's. */
  | 'unexpected_answer'

const CODES: Readonly<Record<number, ApiErrorCode>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  409: 'conflict',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  422: 'unprocessable',
  429: 'too_many_requests',
}

interface Particulars {
  /** The HTTP status; null where there was no answer. */
  status?: number
  /** What is wrong, in the server's words. */
  details?: readonly string[]
  /** The server's name for the request, to ask about it. */
  requestId?: string | null
  /** How long the server asks to wait before another attempt, in ms. */
  retryAfter?: number | null
  cause?: unknown
}

/** A call that did not succeed, after as many attempts as were allowed. */
export class ApiError extends Error {
  readonly code: ErrorCode
  readonly status: number | null
  readonly details: readonly string[]
  readonly requestId: string | null
  readonly retryAfter: number | null

  constructor(code: ErrorCode, particulars: Particulars = {}) {
    const { status = null, details = [], requestId = null, retryAfter = null, cause } = particulars
    super([code, ...details].join(': '), { cause })
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.details = details
    this.requestId = requestId
    this.retryAfter = retryAfter
  }
}

/** The error of an answer that is not a success. */
export async function refusalOf(response: Response, now: number): Promise<ApiError> {
  const { status, headers } = response
  const details = detailsIn(await response.text().catch(() => ''))
  const code = details === null ? 'unexpected_answer' : (CODES[status] ?? 'internal')
  return new ApiError(status >= 500 ? 'internal' : code, {
    status,
    details: details ?? [],
    requestId: headers.get('request-id'),
    retryAfter: retryAfterOf(headers, now),
  })
}

interface Refusal {
  errors: { title?: string; details?: string }[]
}

/** What a refusal says; null where the body is not one of Connect's. */
function detailsIn(text: string): string[] | null {
  try {
    const { errors }: Refusal = JSON.parse(text)
    return errors.flatMap(({ details, title }) => details ?? title ?? [])
  } catch {
    return null
  }
}

/** `Retry-After`, in seconds or as a date (RFC 9110, section 10.2.3); else `RateLimit-Reset`, in seconds. */
function retryAfterOf(headers: Headers, now: number): number | null {
  const text = headers.get('retry-after') ?? headers.get('ratelimit-reset')
  if (text === null) return null
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}
