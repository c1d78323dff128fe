import { isOpen } from '../../connect/inquiry.ts'
import { canContinue } from '../../connect/inquiry-expiry.ts'
import { newId } from '../../ids.ts'
import { hashSecret, joinSecret, newSecret } from '../../secrets.ts'
import type { Inquiry } from '../../store/inquiries.ts'
import { type InquirySession, insertInquirySession, liveSessions } from '../../store/inquiry-sessions.ts'
import type { Db } from '../../store/store.ts'
import { ApiError } from '../http/api-error.ts'
import { endSessions } from './end.ts'

/** How long a session's token is good for, in ms: 24 hours. */
const SESSION_MS = 86_400_000
/** How many sessions of one inquiry can be under way (published). */
const SESSIONS_MAX = 25

export interface OpenedSession {
  session: InquirySession
  /** `iqse_….SECRET`, shown once and stored as a hash. */
  token: string
}

/**
 * Opens a session of an inquiry that can still be continued, good for 24 hours, or until `until` where that is later.
 * Throws `conflict` where the inquiry is over or redacted, or has as many sessions as it may have.
 */
export async function openInquirySession(
  tx: Db,
  inquiry: Inquiry,
  now: number,
  until = now,
): Promise<OpenedSession> {
  requireOpen(inquiry, now)
  const live = await liveSessions(tx, inquiry.environment_id, [inquiry.id], now)
  if (live.length >= SESSIONS_MAX) {
    throw new ApiError('conflict', `the inquiry has ${SESSIONS_MAX} sessions already: expire one`)
  }
  const secret = newSecret()
  const session: InquirySession = {
    id: newId('inquiry-session'),
    environment_id: inquiry.environment_id,
    inquiry_id: inquiry.id,
    token_hash: hashSecret(secret),
    created_at: now,
    started_at: null,
    expires_at: Math.max(now + SESSION_MS, until),
    expired_at: null,
    connect_session_id: null,
    page_secret_hash: null,
    page_origin: null,
  }
  await insertInquirySession(tx, session)
  return { session, token: joinSecret(session.id, secret) }
}

/** Throws `conflict` where nobody can go on with the inquiry. */
export function requireOpen(inquiry: Inquiry, now: number): void {
  if (inquiry.redacted_at !== null) throw new ApiError('conflict', 'the inquiry has been redacted')
  if (canContinue(inquiry, now)) return
  const status = isOpen(inquiry.status) ? 'expired' : inquiry.status
  throw new ApiError('conflict', `an inquiry that is ${status} cannot be continued`)
}

/**
 * Opens a session where there always is room. Published: an unused session is reused. Here its token cannot be told
 * again, only its hash is kept, so a new session takes the place of the oldest unused one instead.
 */
export async function reopenInquirySession(tx: Db, inquiry: Inquiry, now: number): Promise<OpenedSession> {
  const live = await liveSessions(tx, inquiry.environment_id, [inquiry.id], now)
  const unused = live.find(session => session.started_at === null)
  if (live.length >= SESSIONS_MAX && unused) await endSessions(tx, [unused], now)
  return openInquirySession(tx, inquiry, now)
}
