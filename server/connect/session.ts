import type { SessionStatus } from '../api/wire.ts'
import type { RedemptionStatus } from '../store/tables/redemptions.ts'

/** Life of a connect session for which none is asked, in seconds. */
export const SESSION_SECONDS_DEFAULT = 3600
export const SESSION_SECONDS_MIN = 60
export const SESSION_SECONDS_MAX = 86_400

/**
 * How long a person has to give what is missing, in seconds, from the moment in which it is asked for: a bill has to be
 * found, and a passport may be at home.
 */
export const AWAITING_INPUT_SECONDS = 86_400

/** Until when a session lives that begins to await input now, in ms since 1970. */
export const inputDeadline = (now: number): number => now + AWAITING_INPUT_SECONDS * 1000

interface Facts {
  decision: 'granted' | 'declined' | null
  redemption: { status: RedemptionStatus } | null
  expiresAt: number
}

const OF_REDEMPTION: Readonly<Record<RedemptionStatus, SessionStatus>> = {
  running: 'redeeming',
  'awaiting-input': 'awaiting-input',
  finished: 'completed',
  failed: 'failed',
}

/**
 * Where a session stands. It is never stored: the decision and the redemption are, and say it. What runs, or has run,
 * outlives the session's time and the consent; what waits for the person does not.
 */
export function sessionStatus({ decision, redemption, expiresAt }: Facts, now: number): SessionStatus {
  if (redemption && redemption.status !== 'awaiting-input') return OF_REDEMPTION[redemption.status]
  if (decision === 'declined') return 'declined'
  if (now >= expiresAt) return 'expired'
  if (redemption) return OF_REDEMPTION[redemption.status]
  return decision === 'granted' ? 'granted' : 'open'
}
