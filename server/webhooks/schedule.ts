/** How long after each failed attempt the next one comes, in seconds: seven retries over two days (published). */
export const RETRY_SECONDS = [3, 64, 729, 4_096, 15_625, 46_656, 117_649] as const

/** Attempts that a delivery gets. */
export const ATTEMPTS_MAX = RETRY_SECONDS.length + 1

/** When a delivery whose n-th attempt has failed is due again, in ms; null where that was its last. */
export function nextAttemptAt(attempts: number, now: number): number | null {
  const seconds = RETRY_SECONDS[attempts - 1]
  return seconds === undefined ? null : now + seconds * 1000
}

/** Where an attempt stands among those that there are, as the published headers say it. */
export const attemptHeaders = (attempt: number, firstAttemptedAt: number): Record<string, string> => ({
  'Persona-Webhook-Attempts-Made': String(attempt),
  'Persona-Webhook-Attempts-Left': String(ATTEMPTS_MAX - attempt),
  'Persona-Webhook-First-Attempted-At': String(Math.floor(firstAttemptedAt / 1000)),
})
