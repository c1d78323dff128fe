import { recordDoneInSession } from '../../audit/by-session.ts'
import { type ClaimRefusal, ClaimRefused, claim } from '../../redemption/claim.ts'
import { challengeOf, hashSecret, splitSecret } from '../../secrets.ts'
import { type Redemption, redemptionOfSession } from '../../store/redemptions.ts'
import { openVerifier, type Session } from '../../store/sessions.ts'
import { findPresented } from '../../store/share-tokens.ts'
import { transaction } from '../../store/store.ts'
import { agreementRequired, isAgreementRefusal } from '../agreements/agreement-refusals.ts'
import type { SessionApi } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import type { AgreementRefusal } from '../wire.ts'
import { statusOfSession } from './session-resource.ts'

/**
 * Redeems a token in a session, into the session's own inquiry. A token that is unknown, malformed, another's,
 * expired, spent, or bound to another session gets one and the same answer. The same token again is answered with the
 * redemption that it started, so that a page may repeat a request whose answer it lost.
 */
export async function redeemInSession(
  api: SessionApi,
  session: Session,
  presented: string,
): Promise<Redemption> {
  const { db } = api
  const parts = splitSecret(presented)
  const earlier = await redemptionOfSession(db, session.id)
  if (earlier && earlier.status !== 'failed') {
    if (earlier.share_token_id === parts?.id) return earlier
    throw notFound()
  }
  const status = await statusOfSession(db, session, api.clock())
  if (status === 'expired') throw new ApiError('conflict', 'the session has expired')

  const vault = await api.vault.of(db, session.environment_id)
  const challenge = challengeOf(openVerifier(vault, session))
  const token = parts && (await findPresented(db, session.environment_id, withProof(parts, challenge)))
  if (!token || token.connection_id !== session.connection_id) throw notFound()
  const request = {
    token,
    environmentId: session.environment_id,
    destination: { type: 'inquiry' as const, id: session.inquiry_id },
    fieldMappings: [],
    consentId: null,
    session: { id: session.id, challenge },
    owner: api.runner.owner,
  }
  const claimed = await transaction(db, async tx => {
    const now = api.clock()
    const made = await claim(tx, request, now)
    const objectIds = [token.id, made.redemption.id]
    const done = { operation: 'POST /connect/session/redemption', objectIds, status: 202 }
    await recordDoneInSession(tx, session, done, now)
    return made
  }).catch(refuse)
  api.engine.signals.publish(claimed.streamId)
  api.runner.start(claimed.lease)
  return claimed.redemption
}

/** An identifier alone is enough for a token that was minted for this very session: the challenge proves it. */
const withProof = ({ id, secret }: { id: string; secret: string | null }, challenge: string) =>
  secret === null ? { id, challenge } : { id, secretHash: hashSecret(secret) }

/** What a page is told. Whatever is wrong with the token itself is one answer; the rest the person can act on. */
const REFUSALS: Readonly<Record<Exclude<ClaimRefusal, AgreementRefusal>, string | null>> = {
  share_token_not_redeemable: null,
  destination_not_found: null,
  source_not_cloneable: null,
  source_not_hydratable: null,
  destination_not_open: 'the inquiry of this session is finished',
  consent_missing: 'no decision has been recorded for this session',
  consent_declined: 'the person has declined',
  consent_tier_too_low: 'the source asks for a better proof of consent than this page can give',
  nothing_to_share: 'token, connection and consent have no data type in common',
}

function refuse(error: unknown): never {
  if (!(error instanceof ClaimRefused)) throw error
  const { refusal } = error
  if (isAgreementRefusal(refusal)) throw agreementRequired(refusal)
  const details = REFUSALS[refusal]
  throw details === null ? notFound() : new ApiError('conflict', details)
}
