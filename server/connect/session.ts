import type { SessionStatus } from '../api/wire.ts'
import type { RedemptionStatus } from '../store/schema.ts'

/** Life of a connect session for which none is asked, in seconds. */
export const SESSION_SECONDS_DEFAULT = 3600
export const SESSION_SECONDS_MIN = 60
export const SESSION_SECONDS_MAX = 86_400

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

/** Where a session stands. It is never stored: the decision and the redemption are, and say it. */
export function sessionStatus({ decision, redemption, expiresAt }: Facts, now: number): SessionStatus {
  if (redemption) return OF_REDEMPTION[redemption.status]
  if (decision === 'declined') return 'declined'
  if (now >= expiresAt) return 'expired'
  return decision === 'granted' ? 'granted' : 'open'
}
