import { z } from 'zod'
import { iso } from '../../clock.ts'
import { noticeSchema, partySchema } from '../../connect/notice.ts'
import { requestedDataTypes, shareRequestStatus } from '../../connect/share-request.ts'
import { decisionOf, withdrawalOf } from '../../store/consents.ts'
import { dataTypes, origins, readJson } from '../../store/json.ts'
import { getSession, type Session } from '../../store/sessions.ts'
import { type ShareRequest, shareTokenOfRequest, sourceDecisionOf } from '../../store/share-requests.ts'
import type { Db } from '../../store/store.ts'
import { reference, resourceSchema, time, toOne } from '../http/document.ts'
import { type FixedNotice, inWords, noticeOf, templateOf } from '../session/session-notice.ts'
import { sessionDataTypes } from '../session/session-resource.ts'
import type { ShareRequestResource } from '../wire.ts'

export const shareRequestSchema = resourceSchema(
  z.literal('connect/share-request'),
  {
    status: z.enum(['open', 'granted', 'declined', 'minted', 'expired']),
    'created-at': time,
    'expires-at': time,
    purpose: z.string(),
    'allowed-origins': z.array(z.string()),
    notice: noticeSchema,
    'notice-hash': z.string(),
    'data-types': sessionDataTypes,
    agreed: z.boolean(),
    destination: partySchema,
  },
  { connection: toOne, consent: toOne, 'share-token': toOne },
)

/**
 * A share request as one of its sides sees it: who asks, for what, why, and where the answer goes. Nothing of the
 * person; the record of what the person answered at the source is the source's own.
 */
export async function shareRequestResource(
  db: Db,
  environmentId: string,
  request: ShareRequest,
  now: number,
  locale?: string,
): Promise<ShareRequestResource> {
  const session = await getSession(db, request.session_id)
  const { notice, hash, agreed } = await noticeFor(db, session, locale)
  const decision = await sourceDecisionOf(db, request.id)
  const withdrawn = decision && (await withdrawalOf(db, decision.id)) !== undefined
  const token = await shareTokenOfRequest(db, request.id)
  const facts = {
    decision: withdrawn ? ('declined' as const) : (decision?.decision ?? null),
    minted: token !== undefined,
    expiresAt: request.expires_at,
  }
  return {
    type: 'connect/share-request',
    id: request.id,
    attributes: {
      status: shareRequestStatus(facts, now),
      'created-at': iso(request.created_at),
      'expires-at': iso(request.expires_at),
      purpose: session.purpose,
      'allowed-origins': readJson(origins, session.allowed_origins_json),
      notice,
      'notice-hash': hash,
      'data-types': notice['data-types'],
      agreed,
      destination: notice.destination,
    },
    relationships: {
      connection: reference('connect/connection', request.connection_id),
      consent: reference(
        'connect/consent',
        (decision?.environment_id === environmentId && decision.id) || null,
      ),
      'share-token': reference('connect/share-token', token?.id ?? null),
    },
  }
}

/**
 * The source's own notice: what the destination's says, narrowed to what the person has agreed to there and has not
 * taken back.
 */
export async function noticeFor(
  db: Db,
  session: Session,
  locale?: string,
): Promise<FixedNotice & { agreed: boolean }> {
  const { notice } = await noticeOf(db, session, locale)
  const decision = await decisionOf(db, session.id)
  const stands = decision?.decision === 'granted' && (await withdrawalOf(db, decision.id)) === undefined
  const granted = stands ? readJson(dataTypes, decision.data_types_json) : null
  const asked = requestedDataTypes(notice['data-types'], granted)
  const fixed = inWords({ ...notice, 'data-types': asked }, await templateOf(db, session))
  return { ...fixed, agreed: granted !== null }
}
