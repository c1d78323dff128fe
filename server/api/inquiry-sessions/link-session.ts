import { canContinue } from '../../connect/inquiry-expiry.ts'
import { inputDeadline } from '../../connect/session.ts'
import { newId } from '../../ids.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import { findConnection } from '../../store/connections.ts'
import { withdrawalOf } from '../../store/consents.ts'
import { findInquiry } from '../../store/inquiries.ts'
import { adoptRedemption, type Redemption, redemptionInto } from '../../store/redemptions.ts'
import { extendSession, getSession, type Session } from '../../store/sessions.ts'
import type { Db } from '../../store/store.ts'
import { getVersion } from '../../store/templates.ts'
import type { Api } from '../api.ts'
import { groundOfRedemption } from '../session/ground.ts'
import { noticeFor } from '../session/session-notice.ts'
import { keepSession } from '../sessions/keep-session.ts'
import { verifyWords } from './verify-words.ts'

/** Whose link it is. */
interface Of {
  environment_id: string
  inquiry_id: string
}

/**
 * What somebody who opens a link of an inquiry can do: give what its redemption awaits; nothing now, where none does; or
 * nothing any more, where the inquiry is over.
 */
export async function standingOfLink(
  db: Db,
  { environment_id: environmentId, inquiry_id: inquiryId }: Of,
  now: number,
): Promise<Redemption | 'nothing-awaited' | 'over'> {
  const inquiry = await findInquiry(db, environmentId, inquiryId)
  if (!inquiry || !canContinue(inquiry, now)) return 'over'
  const redemption = await redemptionInto(db, environmentId, inquiryId)
  if (redemption?.status !== 'awaiting-input') return 'nothing-awaited'
  const ground = await groundOfRedemption(db, redemption)
  return ground && (await withdrawalOf(db, ground.id)) ? 'nothing-awaited' : redemption
}

/**
 * The session in which a redemption goes on, with time for the person to find what is missing. One that was begun without
 * any, by a backend or a workflow, gets one: always the same, so that what was given, sent and tried in it still counts.
 */
export async function sessionOfRedemption(
  api: Api,
  tx: Db,
  redemption: Redemption,
  { inquiry_id: inquiryId }: Of,
  locale: string,
  now: number,
): Promise<Session> {
  const { environment_id: environmentId, session_id: sessionId, connection_id: connectionId } = redemption
  if (sessionId !== null) {
    await extendSession(tx, sessionId, inputDeadline(now))
    return getSession(tx, sessionId)
  }
  const inquiry = await findInquiry(tx, environmentId, inquiryId)
  const connection = await findConnection(tx, environmentId, connectionId)
  if (!inquiry?.template_version_id || !connection) throw new Error('a redemption without its inquiry')
  const { versionId, document } = await getVersion(tx, environmentId, inquiry.template_version_id)
  const facts = {
    id: newId('session'),
    opened_for: 'link',
    environment_id: environmentId,
    // Nobody is told this one: the page has a secret of its own.
    secret_hash: hashSecret(newSecret()),
    connection_id: connection.id,
    template_version_id: versionId,
    inquiry_id: inquiry.id,
    // Nothing is asked to be shared: what the person is here for is the rest.
    purpose: verifyWords(locale).missing,
    locale,
    allowed_origins_json: '[]',
    reference_id: inquiry.reference_id,
    created_at: now,
    expires_at: inputDeadline(now),
  } as const
  const notice = await noticeFor(tx, facts, document, connection)
  const vault = await api.vault.of(tx, environmentId)
  const session = await keepSession(tx, facts, { vault, connection, notice, mintedUntil: now })
  await adoptRedemption(tx, redemption, session.id)
  return session
}
