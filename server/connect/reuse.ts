import { z } from 'zod'

/**
 * Whether a destination verifies what was shared anew (`rerun`), takes the source's verification over (`clone`, and
 * nothing else will do), takes it over where it can (`either`), or does so only while it is young enough.
 */
export const reusePolicy = z.union([
  z.enum(['rerun', 'clone', 'either']),
  z.strictObject({ 'clone-if-younger-than-days': z.int().min(1).max(3_650) }),
])

export type ReusePolicy = z.infer<typeof reusePolicy>

/** The source's verification of the wanted kind, as far as it matters to whoever takes it over. */
export interface SharedVerification {
  status: string
  /** When somebody really looked, in ms since the epoch: of a clone, when its original was made. */
  verifiedAt: number | null
  /** The checks that passed. */
  passed: ReadonlySet<string>
  /** Whether the destination holds the very document and values that were looked at. */
  sameEvidence: boolean
  /** Whether a document that was looked at has expired since. */
  expired: boolean
}

const DAY_MS = 86_400_000

/**
 * What happens to one kind of verification. `required` names the checks that the destination's template wants passed:
 * a verification that has not passed all of them is not taken over, however its own organization decided.
 */
export function reuseOf(
  policy: ReusePolicy,
  required: readonly string[],
  shared: SharedVerification | undefined,
  now: number,
): 'rerun' | 'clone' | 'refuse' {
  if (policy === 'rerun') return 'rerun'
  if (shared && isSound(shared, required) && isYoungEnough(policy, shared.verifiedAt, now)) return 'clone'
  return policy === 'clone' ? 'refuse' : 'rerun'
}

const isSound = (shared: SharedVerification, required: readonly string[]): boolean =>
  shared.status === 'passed' &&
  shared.sameEvidence &&
  !shared.expired &&
  required.every(name => shared.passed.has(name))

const isYoungEnough = (policy: ReusePolicy, verifiedAt: number | null, now: number): boolean =>
  typeof policy === 'string' ||
  (verifiedAt !== null && now - verifiedAt < policy['clone-if-younger-than-days'] * DAY_MS)
