/** Limits on how somebody is signed in at the dashboard. All in ms. */

/** A session ends when nothing was asked for so long. */
export const IDLE_MS = 30 * 60_000
/** A session ends then, however busy it is. */
export const SESSION_MS = 12 * 3_600_000
/** How long a sign-in link is good for. */
export const LINK_MS = 15 * 60_000
/** How long an authenticator may take. */
export const CHALLENGE_MS = 5 * 60_000

interface Times {
  lastUsedAt: number
  expiresAt: number
}

/** When a session ends if nothing more is asked. */
export const endOf = ({ lastUsedAt, expiresAt }: Times): number => Math.min(lastUsedAt + IDLE_MS, expiresAt)
