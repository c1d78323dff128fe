/**
 * The one agreement that takes part in production: versions of one text, the same for whoever shares and whoever receives,
 * which each organization signs on its own. Times are ms since the epoch.
 */
export interface AgreementVersion {
  id: string
  /** From when on it is the one in force. */
  effectiveAt: number
  /** Until when a signature of the version before it is enough as well. */
  graceUntil: number
}

/** Where a version stands. One in `grace` has a successor in force, and still covers who has signed it. */
export type AgreementStatus = 'upcoming' | 'current' | 'grace' | 'superseded'

/** Why an environment's signatures cover nothing now. */
export type AgreementGap = 'not_published' | 'not_signed' | 'outdated'

const earliestFirst = (versions: readonly AgreementVersion[]): AgreementVersion[] =>
  versions.toSorted((one, other) => one.effectiveAt - other.effectiveAt)

/** Of each version, where it stands at `now`, by its id. */
export function standingOf(
  versions: readonly AgreementVersion[],
  now: number,
): ReadonlyMap<string, AgreementStatus> {
  const ordered = earliestFirst(versions)
  const current = ordered.findLastIndex(({ effectiveAt }) => effectiveAt <= now)
  const statusAt = (at: number): AgreementStatus => {
    if (at > current) return 'upcoming'
    if (at === current) return 'current'
    return at === current - 1 && now < (ordered[current]?.graceUntil ?? 0) ? 'grace' : 'superseded'
  }
  return new Map(ordered.map(({ id }, at) => [id, statusAt(at)]))
}

/**
 * What is missing to take part at `now`, given the ids of the versions that were signed: the version in force has to be
 * among them, or the one before it while the new one's grace lasts. Null where nothing is missing.
 */
export function agreementGap(
  versions: readonly AgreementVersion[],
  signed: ReadonlySet<string>,
  now: number,
): AgreementGap | null {
  const standing = standingOf(versions, now)
  const statuses = [...standing.values()]
  if (!statuses.includes('current')) return 'not_published'
  const covers = (status: AgreementStatus) => status === 'current' || status === 'grace'
  const ofSigned = [...standing].filter(([id]) => signed.has(id)).map(([, status]) => status)
  if (ofSigned.some(covers)) return null
  return ofSigned.includes('superseded') ? 'outdated' : 'not_signed'
}

/** Whether a version can be signed: what is in force, or will be. */
export const isSignable = (status: AgreementStatus | undefined): boolean =>
  status === 'current' || status === 'upcoming'

/** Why a version cannot be published: versions follow one another, and none takes effect before anybody could read it. */
export type PublicationProblem = 'effective_in_the_past' | 'effective_before_another' | 'grace_before_effect'

/** What is wrong with publishing `next` at `now` beside what there is; null where nothing is. */
export function publicationProblem(
  versions: readonly AgreementVersion[],
  next: Omit<AgreementVersion, 'id'>,
  now: number,
): PublicationProblem | null {
  if (next.effectiveAt < now) return 'effective_in_the_past'
  if (versions.some(({ effectiveAt }) => effectiveAt >= next.effectiveAt)) return 'effective_before_another'
  return next.graceUntil < next.effectiveAt ? 'grace_before_effect' : null
}
