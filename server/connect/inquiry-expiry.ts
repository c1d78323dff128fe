import { isOpen } from './inquiry.ts'

/** Longest interval after which an inquiry expires, in seconds: a year. */
export const EXPIRY_SECONDS_MAX = 31_536_000

/** Intervals in seconds; null where the inquiry does not expire then. */
export interface ExpiryIntervals {
  create: number | null
  start: number | null
  resume: number | null
}

/**
 * The intervals of a new inquiry, of those that were asked for. One that was not is the one before it: a start gives as
 * long as the creation did, and what is resumed expires again after its original period (published). Templates have
 * none here, so an inquiry for which none is asked does not expire by itself.
 */
export function expiryIntervals(
  asked: {
    [Step in keyof ExpiryIntervals]?: number | null | undefined
  },
): ExpiryIntervals {
  const create = asked.create ?? null
  const start = asked.start ?? create
  return { create, start, resume: asked.resume ?? start }
}

/** When an interval that begins now is over. Each step begins an interval of its own, whatever was left (published). */
export const expiryAfter = (now: number, seconds: number | null): number | null =>
  seconds === null ? null : now + seconds * 1000

interface Facts {
  status: string
  expires_at: number | null
  redacted_at: number | null
}

/** Whether a person can go on with an inquiry, also where nobody has written down yet that its time is over. */
export const canContinue = ({ status, expires_at: expiry, redacted_at: redacted }: Facts, now: number) =>
  isOpen(status) && redacted === null && (expiry === null || now < expiry)
