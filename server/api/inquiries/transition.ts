import { INQUIRY_TRANSITIONS, type InquiryAction, isOpen } from '../../connect/inquiry.ts'
import { expiryAfter } from '../../connect/inquiry-expiry.ts'
import { type EventName, recordEvent } from '../../store/events.ts'
import { type Inquiry, type InquiryTimes, moveInquiry } from '../../store/inquiries.ts'
import { cancelPendingVerifications } from '../../store/pending-verifications.ts'
import type { Db } from '../../store/store.ts'
import { recordState } from '../../store/verification-events.ts'
import { ApiError } from '../http/api-error.ts'
import { endSessionsOf } from '../inquiry-sessions/end.ts'

interface Effect {
  /** The published event; null where none is published. */
  event: EventName | null
  times(inquiry: Inquiry, now: number): InquiryTimes
}

const decided = (_inquiry: Inquiry, now: number): InquiryTimes => ({ decisioned_at: now })

const EFFECTS: Readonly<Record<InquiryAction, Effect>> = {
  start: {
    event: 'inquiry.started',
    times: ({ expires_after_start_seconds: seconds }, now) => ({
      started_at: now,
      expires_at: expiryAfter(now, seconds),
    }),
  },
  complete: {
    event: 'inquiry.completed',
    times: ({ started_at }, now) => ({ started_at: started_at ?? now, completed_at: now }),
  },
  fail: {
    event: 'inquiry.failed',
    times: ({ started_at }, now) => ({ started_at: started_at ?? now, failed_at: now }),
  },
  expire: { event: 'inquiry.expired', times: (_, now) => ({ expired_at: now }) },
  resume: {
    event: null,
    times: ({ expires_after_resume_seconds: seconds }, now) => ({
      expired_at: null,
      expires_at: expiryAfter(now, seconds),
    }),
  },
  approve: { event: 'inquiry.approved', times: decided },
  decline: { event: 'inquiry.declined', times: decided },
  'mark-for-review': {
    event: 'inquiry.marked-for-review',
    times: (_, now) => ({ marked_for_review_at: now }),
  },
}

interface Said {
  /** What a reviewer says of it; the last comment stays. */
  comment?: string | undefined
  now: number
}

/**
 * Moves an inquiry on by the table of legal moves, and tells it. Where it already is what the action makes of it, a
 * comment is kept and nothing else happens. Throws `conflict` where the move is not legal, also when another one came
 * first, and where the inquiry has been redacted.
 */
export async function transition(
  tx: Db,
  inquiry: Inquiry,
  action: InquiryAction,
  { comment, now }: Said,
): Promise<void> {
  const move = INQUIRY_TRANSITIONS[action]
  const confirmed = inquiry.status === move.to
  const from = confirmed ? [move.to] : move.from
  const said = comment === undefined ? {} : { reviewer_comment: comment }
  const times = confirmed ? {} : EFFECTS[action].times(inquiry, now)
  const moved = await moveInquiry(tx, inquiry, { from, to: move.to }, { ...times, ...said, updated_at: now })
  if (!moved) throw illegal(inquiry, action)
  if (!confirmed) await follow(tx, inquiry, action, now)
}

/**
 * What a move brings along: an inquiry that nobody can go on with any more has no sessions under way, one that expires
 * has its pending verifications canceled (published), and the event is recorded.
 */
export async function follow(tx: Db, inquiry: Inquiry, action: InquiryAction, now: number): Promise<void> {
  const { id, environment_id: environmentId } = inquiry
  const { to } = INQUIRY_TRANSITIONS[action]
  if (action === 'expire') await cancelVerifications(tx, inquiry, now)
  if (!isOpen(to)) await endSessionsOf(tx, environmentId, [id], now)
  const name = EFFECTS[action].event
  if (name === null) return
  const object = { type: 'inquiry', id }
  await recordEvent(tx, { environmentId, name, object, attributes: { status: to } }, now)
}

const WORDS: Readonly<Record<InquiryAction, string>> = {
  start: 'started',
  complete: 'completed',
  fail: 'failed',
  expire: 'expired',
  resume: 'resumed',
  approve: 'approved',
  decline: 'declined',
  'mark-for-review': 'marked for review',
}

function illegal(inquiry: Inquiry, action: InquiryAction): ApiError {
  if (inquiry.redacted_at !== null) return new ApiError('conflict', 'the inquiry has been redacted')
  return new ApiError('conflict', `an inquiry that is ${inquiry.status} cannot be ${WORDS[action]}`)
}

async function cancelVerifications(tx: Db, inquiry: Inquiry, now: number): Promise<void> {
  const { id: inquiryId, environment_id: environmentId } = inquiry
  for (const { id, kind } of await cancelPendingVerifications(tx, environmentId, inquiryId, now)) {
    await recordState(tx, { id, environment_id: environmentId, kind }, 'canceled', now)
  }
}
