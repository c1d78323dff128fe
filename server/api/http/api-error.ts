import type { AgreementRefusal, CodeRefusal } from '../wire.ts'

/** Why a request was refused. A closed list; each has one status and one title, as published. */
export type ApiErrorCode =
  | 'bad_request'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'request_timeout'
  | 'conflict'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'unprocessable'
  | 'too_many_requests'
  | 'internal'
  | 'bad_gateway'
  | 'unavailable'

interface Kind {
  status: number
  title: string
}

const KINDS: Readonly<Record<ApiErrorCode, Kind>> = {
  bad_request: { status: 400, title: 'Bad Request' },
  unauthorized: { status: 401, title: 'Must be authenticated to access this endpoint' },
  forbidden: { status: 403, title: 'Forbidden' },
  not_found: { status: 404, title: 'Record not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  request_timeout: { status: 408, title: 'Request timeout' },
  conflict: { status: 409, title: 'Conflict' },
  payload_too_large: { status: 413, title: 'Payload too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  unprocessable: { status: 422, title: 'Unprocessable entity' },
  too_many_requests: { status: 429, title: 'Rate limit exceeded' },
  internal: { status: 500, title: 'Internal server error' },
  bad_gateway: { status: 502, title: 'Bad gateway' },
  unavailable: { status: 503, title: 'Service unavailable' },
}

/** What a program is told for its own use, beside the words: which refusal of this operation it is, and how many. */
export interface Reason {
  code: CodeRefusal | AgreementRefusal
  meta?: { 'attempts-left': number }
}

/**
 * A refusal that is told to the caller. `details` says what is wrong in words of ours: it names properties, never
 * repeats a value. What only we should know goes into `cause`, which is logged and not sent.
 */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  readonly details: readonly string[]
  readonly reason: Reason | undefined
  /** In how many seconds it can go better. */
  readonly retryAfter: number | undefined

  constructor(
    code: ApiErrorCode,
    details: string | readonly string[] = [],
    { reason, retryAfter, ...options }: ErrorOptions & { reason?: Reason; retryAfter?: number } = {},
  ) {
    super(code, options)
    this.code = code
    this.details = typeof details === 'string' ? [details] : details
    this.reason = reason
    this.retryAfter = retryAfter
  }

  get status(): number {
    return KINDS[this.code].status
  }

  /** The published body: one entry per detail, or one with the title alone. */
  get body(): { errors: ({ title: string; details?: string } & Partial<Reason>)[] } {
    const { title } = KINDS[this.code]
    if (this.details.length === 0) return { errors: [{ title }] }
    return { errors: this.details.map(details => ({ title, details, ...this.reason })) }
  }
}

/** The one answer to whoever may not know whether something exists. */
export const notFound = (): ApiError => new ApiError('not_found')
