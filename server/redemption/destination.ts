import { canContinue } from '../connect/inquiry-expiry.ts'
import { findInquiry } from '../store/inquiries.ts'
import type { Redemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import { getVersion } from '../store/templates.ts'
import { RedemptionFailed } from './engine.ts'

/**
 * The inquiry that a redemption fills, and what its template requires. Throws RedemptionFailed where its organization
 * has redacted, decided or expired it meanwhile, or its time is over: what a person has done to it stands. A step that writes asks in its
 * own transaction.
 */
export async function destinationOf(db: Db, redemption: Redemption, now: number) {
  const inquiry = await findInquiry(db, redemption.environment_id, redemption.destination_id ?? '')
  if (!inquiry?.template_version_id || !canContinue(inquiry, now)) {
    throw new RedemptionFailed('import_failed')
  }
  const { document } = await getVersion(db, redemption.environment_id, inquiry.template_version_id)
  return { inquiry, template: document }
}
