export type ConnectionInviteStatus = 'pending' | 'accepted' | 'revoked' | 'expired'

/** Life of an invite for which none is asked, in seconds: 14 days. */
export const INVITE_SECONDS_DEFAULT = 1_209_600
export const INVITE_SECONDS_MIN = 60
/** Longest life of an invite, in seconds: 90 days. */
export const INVITE_SECONDS_MAX = 7_776_000

interface Facts {
  accepted_at: number | null
  revoked_at: number | null
  expires_at: number
}

/** Where an invite stands. It is never stored: what became of it is, and says it. */
export function inviteStatus(
  { accepted_at: accepted, revoked_at: revoked, expires_at: expiry }: Facts,
  now: number,
): ConnectionInviteStatus {
  if (accepted !== null) return 'accepted'
  if (revoked !== null) return 'revoked'
  return now >= expiry ? 'expired' : 'pending'
}
