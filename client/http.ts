import { ApiError, refusalOf } from './api-error.ts'
import { type RetryPolicy, waitFor, withRetries } from './retry.ts'

/** What every client is made with. */
export interface HttpOptions {
  /** The API's base URL, up to and with `/api/v1`. */
  baseUrl: string
  /** The `fetch` to use; the surroundings' own where none is given. */
  fetch?: typeof fetch
  /** How often a call is made again that failed in passing; 3 where nothing is said. */
  retries?: number
  /** How long an answer may take, in ms; 30 seconds where nothing is said. */
  timeout?: number
  random?: RetryPolicy['random']
  wait?: RetryPolicy['wait']
}

/** One call. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the base URL. */
  path: string
  query?: URLSearchParams
  headers?: Record<string, string>
  /** Sent as JSON, but for a form, which is sent as one. */
  body?: unknown
  /** A write's own key; one is made where none is given. */
  idempotencyKey?: string | undefined
  signal?: AbortSignal | undefined
}

export interface Http {
  /** Makes a call and reads the answer, which is trusted to be what the server's schemas say. */
  json<Answer>(request: HttpRequest): Promise<Answer>
  /** Makes a call whose answer is read by the caller, in its own time. */
  open(request: HttpRequest): Promise<Response>
  policy: RetryPolicy
}

const RETRIES = 3
const TIMEOUT_MS = 30_000
/** How long a form may take at the least, in ms: there may be a photo in it, and a slow line before it. */
const FORM_TIMEOUT_MS = 120_000

/**
 * Calls the API with a secret: an API key or a client secret; with none, as the page's own cookie allows. Each rejects
 * with an `ApiError`, or the signal's reason.
 */
export function createHttp(secret: string | null, options: HttpOptions): Http {
  const { timeout = TIMEOUT_MS, retries = RETRIES, random = Math.random, wait = waitFor } = options
  const policy: RetryPolicy = { retries, random, wait }
  const base = options.baseUrl.replace(/\/+$/, '')
  const send = options.fetch ?? fetch

  const attempt = async (init: RequestInit, url: string, { signal }: HttpRequest, limit: number | null) => {
    const limits = [signal, limit === null ? undefined : AbortSignal.timeout(limit)].filter(
      one => one !== undefined,
    )
    try {
      const response = await send(url, { ...init, signal: AbortSignal.any(limits) })
      if (!response.ok) throw await refusalOf(response, Date.now())
      return { response, text: limit === null ? '' : await response.text() }
    } catch (cause) {
      signal?.throwIfAborted()
      if (cause instanceof ApiError) throw cause
      const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError'
      throw new ApiError(timedOut ? 'timed_out' : 'unreachable', { cause })
    }
  }
  const call = (request: HttpRequest, limit: number | null) => {
    const query = request.query?.toString()
    const url = `${base}${request.path}${query ? `?${query}` : ''}`
    const init = initOf(secret, request)
    return withRetries(policy, request.signal, () => attempt(init, url, request, limit))
  }
  return {
    policy,
    json: async request => {
      const limit = request.body instanceof FormData ? Math.max(timeout, FORM_TIMEOUT_MS) : timeout
      return parse((await call(request, limit)).text)
    },
    open: async request => (await call(request, null)).response,
  }
}

/** The same for every attempt, its key above all. */
function initOf(secret: string | null, { method, headers, body, idempotencyKey }: HttpRequest): RequestInit {
  return {
    method,
    headers: {
      accept: 'application/json',
      ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
      ...(method === 'GET' ? {} : { 'idempotency-key': idempotencyKey ?? newKey() }),
      // Of a form, only the browser knows the boundary.
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    // A secret is all that counts, and it goes nowhere else; a cookie goes nowhere but to the page's own server.
    credentials: secret === null ? 'same-origin' : 'omit',
    redirect: 'error',
    cache: 'no-store',
  }
}

/** 128 random bits. `crypto.randomUUID` is for secure contexts only, and a page may be served on plain HTTP in tests. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')

function parse<Answer>(text: string): Answer {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ApiError('unexpected_answer', { cause })
  }
}
