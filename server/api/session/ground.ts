import { type Decision, decisionOf, findConsent, isDecision } from '../../store/consents.ts'
import { type Redemption, redemptionOfSession } from '../../store/redemptions.ts'
import type { Session } from '../../store/sessions.ts'
import type { Db } from '../../store/store.ts'

/**
 * The record that a session stands on: what the person decided in it, or where it goes on with a redemption that began
 * elsewhere, the destination's record that this one stood on. Undefined while there is none.
 */
export async function groundOf(db: Db, session: Session): Promise<Decision | undefined> {
  const decided = await decisionOf(db, session.id)
  if (decided) return decided
  const redemption = await redemptionOfSession(db, session.id)
  return redemption && groundOfRedemption(db, redemption)
}

/** The destination's own record that a redemption stood on; undefined where only the source had one. */
export async function groundOfRedemption(
  db: Db,
  { environment_id: environmentId, consent_id: consentId }: Redemption,
): Promise<Decision | undefined> {
  const record = await findConsent(db, environmentId, consentId)
  return record && isDecision(record) ? record : undefined
}
