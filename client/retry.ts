import { ApiError, type ErrorCode } from './api-error.ts'

/** How a call that did not succeed is made again. Everything but `retries` is for tests. */
export interface RetryPolicy {
  /** How many more attempts are made; none for 0. */
  retries: number
  /** A number from 0 up to 1, as `Math.random`. */
  random(): number
  /** Resolves after so many milliseconds, or rejects with the signal's reason. */
  wait(ms: number, signal: AbortSignal | undefined): Promise<void>
}

const BASE_MS = 250
const BACKOFF_MAX_MS = 8_000
/** A server that asks for a longer wait than this has its refusal passed on. */
const WAIT_MAX_MS = 61_000

/** What may be gone the next time. A write carries its `Idempotency-Key`, so that it happens once all the same. */
const PASSING: readonly ErrorCode[] = [
  'unreachable',
  'timed_out',
  'request_timeout',
  'too_many_requests',
  'internal',
]

/** Calls until it succeeds, fails for good, or has been tried often enough. */
export async function withRetries<T>(
  { retries, random, wait }: RetryPolicy,
  signal: AbortSignal | undefined,
  call: () => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call()
    } catch (error) {
      const isPassing = error instanceof ApiError && PASSING.includes(error.code)
      if (!isPassing || attempt >= retries) throw error
      const delay = error.retryAfter ?? 0
      if (delay > WAIT_MAX_MS) throw error
      await wait(delay + backoff(attempt, random), signal)
    }
  }
}

/**
 * Full jitter, on top of what the server asks for: callers that failed together do not come back together.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const backoff = (attempt: number, random: () => number): number =>
  random() * Math.min(BACKOFF_MAX_MS, BASE_MS * 2 ** attempt)

/** Waits, as a page or a server does. */
export const waitFor: RetryPolicy['wait'] = (ms, signal) =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
