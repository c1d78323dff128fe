import { z } from 'zod'
import { iso } from '../../clock.ts'
import { gapOf } from '../../connect/gap.ts'
import { noticeSchema, partySchema } from '../../connect/notice.ts'
import { dataType } from '../../connect/scope.ts'
import { sessionStatus } from '../../connect/session.ts'
import { findConnection } from '../../store/connections.ts'
import { type Consent, withdrawalOf } from '../../store/consents.ts'
import { getEnvironment } from '../../store/organizations.ts'
import { redemptionOfSession } from '../../store/redemptions.ts'
import type { Session } from '../../store/sessions.ts'
import type { Db } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { resourceSchema, time, toOne } from '../http/document.ts'
import type { SessionResource, SessionStatus } from '../wire.ts'
import { groundOf } from './ground.ts'
import { noticeOf, templateOf } from './session-notice.ts'

export const sessionDataTypes = z.array(
  z.strictObject({ name: dataType, required: z.boolean(), biometric: z.boolean(), available: z.boolean() }),
)

export const sessionSchema = resourceSchema(
  z.literal('connect/session'),
  {
    status: z.enum([
      'open',
      'granted',
      'redeeming',
      'awaiting-input',
      'completed',
      'declined',
      'failed',
      'expired',
    ]),
    environment: z.enum(['sandbox', 'production']),
    'created-at': time,
    'expires-at': time,
    'withdrawn-at': time.nullable(),
    purpose: z.string(),
    locale: z.string(),
    notice: noticeSchema,
    'notice-hash': z.string(),
    'data-types': sessionDataTypes,
    source: partySchema.extend({ 'share-url': z.string().nullable() }),
    destination: partySchema,
    gap: z.strictObject({
      available: z.int(),
      total: z.int(),
      missing: z.array(z.strictObject({ kind: z.enum(['field', 'document', 'code']), name: z.string() })),
    }),
  },
  { inquiry: toOne, connection: toOne, 'share-request': toOne, redemption: toOne },
)

/** The record by which a session's person has taken back what they granted. */
async function withdrawalIn(db: Db, session: Session): Promise<Consent | undefined> {
  const ground = await groundOf(db, session)
  return ground && withdrawalOf(db, ground.id)
}

/** Where a session stands now. */
export async function statusOfSession(db: Db, session: Session, now: number): Promise<SessionStatus> {
  const [ground, redemption] = [await groundOf(db, session), await redemptionOfSession(db, session.id)]
  const withdrawal = await withdrawalIn(db, session)
  return sessionStatus(
    {
      decision: withdrawal ? 'declined' : (ground?.decision ?? null),
      redemption: redemption ?? null,
      expiresAt: session.expires_at,
    },
    now,
  )
}

/**
 * A session as its page sees it: who, what, why, and what will be missing, in a language. Nothing of the person.
 */
export async function sessionResource(
  api: Api,
  db: Db,
  session: Session,
  locale?: string,
): Promise<SessionResource> {
  const { notice, hash } = await noticeOf(db, session, locale)
  const connection = await findConnection(db, session.environment_id, session.connection_id)
  const redemption = await redemptionOfSession(db, session.id)
  const withdrawal = await withdrawalIn(db, session)
  return {
    type: 'connect/session',
    id: session.id,
    attributes: {
      status: await statusOfSession(db, session, api.clock()),
      environment: (await getEnvironment(db, session.environment_id)).kind,
      'created-at': iso(session.created_at),
      'expires-at': iso(session.expires_at),
      'withdrawn-at': withdrawal ? iso(withdrawal.created_at) : null,
      purpose: session.purpose,
      locale: session.locale,
      notice,
      'notice-hash': hash,
      'data-types': notice['data-types'],
      source: { ...notice.source, 'share-url': connection?.share_url ?? null },
      destination: notice.destination,
      gap: gapOf(await templateOf(db, session), notice['data-types']),
    },
    relationships: {
      inquiry: { data: { type: 'inquiry', id: session.inquiry_id } },
      connection: { data: { type: 'connect/connection', id: session.connection_id } },
      'share-request': { data: { type: 'connect/share-request', id: session.share_request_id } },
      redemption: { data: redemption ? { type: 'connect/redemption', id: redemption.id } : null },
    },
  }
}
