import type { Response } from 'express'
import { ApiError } from './api-error.ts'

/** Requests a minute that one API key may make, as published. */
export const REQUESTS_PER_MINUTE = 300

const WINDOW_MS = 60_000
/** Windows of keys that have gone quiet are forgotten when there are more than this many. */
const WINDOWS_MAX = 10_000

/** What is left of a key's window. `reset` is in seconds. */
export interface Allowance {
  limit: number
  remaining: number
  reset: number
  admitted: boolean
}

/** Counts requests. One process counts in memory; several will have to count where all of them see it. */
export interface RateLimiter {
  take(keyId: string, now: number): Allowance
  /** What is left, without taking any. */
  look(keyId: string, now: number): Allowance
}

export function createRateLimiter(limit = REQUESTS_PER_MINUTE): RateLimiter {
  const windows = new Map<string, { startedAt: number; count: number }>()

  const windowOf = (keyId: string, now: number) => {
    const known = windows.get(keyId)
    if (known && now < known.startedAt + WINDOW_MS) return known
    if (windows.size >= WINDOWS_MAX) forgetOld(now)
    const opened = { startedAt: now, count: 0 }
    windows.set(keyId, opened)
    return opened
  }
  const forgetOld = (now: number) => {
    for (const [keyId, { startedAt }] of windows) if (now >= startedAt + WINDOW_MS) windows.delete(keyId)
  }
  const allowance = ({ startedAt, count }: { startedAt: number; count: number }, now: number): Allowance => ({
    limit,
    remaining: Math.max(0, limit - count),
    reset: Math.ceil((startedAt + WINDOW_MS - now) / 1000),
    admitted: count <= limit,
  })

  return {
    take(keyId, now) {
      const window = windowOf(keyId, now)
      window.count++
      return allowance(window, now)
    },
    look: (keyId, now) => allowance(windowOf(keyId, now), now),
  }
}

/** Tells the caller what is left, and refuses what is beyond it. */
export function admit(res: Response, { limit, remaining, reset, admitted }: Allowance): void {
  res.set({
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(reset),
  })
  if (admitted) return
  res.set('Retry-After', String(reset))
  throw new ApiError('too_many_requests', `more than ${limit} requests a minute; try again in ${reset} s`)
}
