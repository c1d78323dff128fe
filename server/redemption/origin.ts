import type { ClonedFrom } from '../store/json.ts'
import { getOrganizationOf } from '../store/organizations.ts'
import type { Db } from '../store/store.ts'
import type { Verification } from '../store/verifications.ts'
import { dayOf } from '../verification/dates.ts'
import type { Source } from './source.ts'

/** Whose it was at first: a clone of a clone is as old as the original, and says who looked. */
export async function originOf(tx: Db, source: Source, verification: Verification): Promise<ClonedFrom> {
  if (verification.clonedFrom) return verification.clonedFrom
  const organization = await getOrganizationOf(tx, source.vault.environmentId)
  return {
    'organization-id': organization.id,
    'completed-at': verification.completed_at,
    'inquiry-template-version-id': source.inquiry?.template_version_id ?? null,
  }
}

/** Whether a document that bears this date is no longer good; one without a date does not expire. */
export const hasExpired = (date: string | string[] | undefined, now: number): boolean =>
  typeof date === 'string' && date < dayOf(now)
