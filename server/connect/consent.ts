import type { DataType, SessionDataType } from '../api/wire.ts'
import type { ConsentTier } from '../store/tables/sharing.ts'

/** How well a decision is proven, weakest first: said by the destination's page, taken on a page of its own, signed. */
export const CONSENT_TIERS = [
  'destination_asserted',
  'hosted',
  'holder_signed',
] as const satisfies readonly ConsentTier[]

/** Whether a decision of this tier is good enough for a source that accepts `lowest` and better. */
export const tierSuffices = (tier: ConsentTier, lowest: ConsentTier): boolean =>
  CONSENT_TIERS.indexOf(tier) >= CONSENT_TIERS.indexOf(lowest)

/**
 * What is wrong with the data types of a decision; null where nothing is. A grant names at least one type, only types
 * that the person was asked about and that can travel, and every required one but for biometrics: a face is never a
 * condition of sharing the rest.
 */
export function wrongDataTypes(
  decision: 'granted' | 'declined',
  chosen: readonly DataType[],
  asked: readonly SessionDataType[],
): string | null {
  if (new Set(chosen).size !== chosen.length) return 'names a data type twice'
  if (decision === 'declined') return chosen.length === 0 ? null : 'must be empty when declining'
  if (chosen.length === 0) return 'must name at least one data type'
  const available = asked.filter(type => type.available)
  if (chosen.some(name => !available.some(type => type.name === name))) {
    return 'names a data type that was not asked for'
  }
  const compulsory = available.filter(type => type.required && !type.biometric)
  if (compulsory.some(type => !chosen.includes(type.name))) return 'leaves out a required data type'
  return null
}
