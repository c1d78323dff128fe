import type { Request, Response } from 'express'
import { ApiError } from '../api/http/api-error.ts'
import { networkOf } from '../api/http/network-of.ts'
import { type Allowance, createRateLimiter } from '../api/http/rate-limit.ts'
import type { Clock } from '../clock.ts'
import { LINK_MS } from '../connect/dashboard-session.ts'
import type { Limits } from '../store/limits.ts'
import type { Vault } from '../store/vault.ts'

/** Attempts to sign in that one address of the network may make in a minute. */
export const ATTEMPTS_PER_MINUTE = 30
/** Links that one e-mail address can be sent within the time that one is good for. */
export const LINKS_MAX = 5

/** Limits on signing in, for all instances together. What is counted is kept as keyed hashes, not as addresses. */
export interface Attempts {
  /** Counts an attempt of whoever asks. Throws `too_many_requests`. */
  admit(req: Request, res: Response): Promise<void>
  /** Counts a link; throws `too_many_requests`, whether anybody has that e-mail address or not. */
  admitLink(res: Response, emailMac: string): Promise<void>
}

export function countAttempts(limits: Limits, vault: Vault, clock: Clock): Attempts {
  const byAddress = createRateLimiter(limits, ATTEMPTS_PER_MINUTE)
  const byEmail = createRateLimiter(limits, LINKS_MAX, LINK_MS)
  return {
    async admit(req, res) {
      const key = vault.macOwn(['sign-in', networkOf(req.ip ?? '')]).toString('hex')
      refuse(res, await byAddress.take(`sign-in ${key}`, clock()))
    },
    async admitLink(res, emailMac) {
      refuse(res, await byEmail.take(`sign-in-link ${emailMac}`, clock()))
    },
  }
}

function refuse(res: Response, { admitted, reset }: Allowance): void {
  if (admitted) return
  res.set('Retry-After', String(reset))
  throw new ApiError('too_many_requests', `too many attempts to sign in; try again in ${reset} s`)
}
