import type { Response } from 'express'
import { countRequest, findRateWindow, type Limits, type RateWindowTable } from '../../store/limits.ts'
import { ApiError } from './api-error.ts'

/** Requests a minute that one API key may make, as published. */
export const REQUESTS_PER_MINUTE = 300

const WINDOW_MS = 60_000

/** What is left of a key's window. `reset` is in seconds. */
export interface Allowance {
  limit: number
  remaining: number
  reset: number
  admitted: boolean
}

/** Counts requests where every instance sees the counts. */
export interface RateLimiter {
  take(keyId: string, now: number): Promise<Allowance>
  /** What is left, without taking any. */
  look(keyId: string, now: number): Promise<Allowance>
}

/** A window opens with a key's first request and lasts `windowMs`, a minute where nothing is said. */
export function createRateLimiter(
  limits: Limits,
  limit = REQUESTS_PER_MINUTE,
  windowMs = WINDOW_MS,
): RateLimiter {
  const allowance = ({ started_at: startedAt, count }: RateWindowTable, now: number): Allowance => ({
    limit,
    remaining: Math.max(0, limit - count),
    reset: Math.ceil((startedAt + windowMs - now) / 1000),
    admitted: count <= limit,
  })
  return {
    take: async (keyId, now) => allowance(await countRequest(limits, keyId, now, windowMs), now),
    async look(keyId, now) {
      const left = await findRateWindow(limits, keyId)
      const open = left !== undefined && left.started_at > now - windowMs
      return allowance(open ? left : { key_id: keyId, started_at: now, count: 0 }, now)
    },
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
