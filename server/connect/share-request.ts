import type { DataType, SessionDataType, ShareRequestStatus } from '../api/wire.ts'

interface Facts {
  /** What the person answered on the source's side, and has not taken back. */
  decision: 'granted' | 'declined' | null
  minted: boolean
  expiresAt: number
}

/** Where a share request stands. It is never stored: the decision and the token are, and say it. */
export function shareRequestStatus({ decision, minted, expiresAt }: Facts, now: number): ShareRequestStatus {
  if (minted) return 'minted'
  if (now >= expiresAt) return 'expired'
  return decision ?? 'open'
}

/**
 * What the source asks the person about: of what the destination asked for, what the connection lets travel and, once
 * the person has agreed there, only what they agreed to.
 */
export const requestedDataTypes = (
  asked: readonly SessionDataType[],
  granted: readonly DataType[] | null,
): SessionDataType[] =>
  asked.filter(({ name, available }) => available && (granted === null || granted.includes(name)))
