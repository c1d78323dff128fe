import type { InquiryStatus, ProgressEvent, VerificationKind } from '../server/api/wire.ts'
import { isMissing } from './answers.ts'
import { ConnectError } from './connect-error.ts'
import { type Guard, hasShape, isListOf, isNumber, isOneOf, isText } from './guards.ts'

/** An event of the stream, as much of it as the widget reads. */
export type SeenEvent = Seen<ProgressEvent>

type Unread = 'created-at' | 'redemption-id' | 'data-types' | 'reason'
type Seen<E> = E extends ProgressEvent ? Omit<E, Unread> : never
type EventName = SeenEvent['name']
type EventNamed<Name extends EventName> = Extract<SeenEvent, { name: Name }>

const common = { id: isText, step: isNumber, steps: isNumber }

type OwnMembers<E> = { readonly [K in Exclude<keyof E, keyof typeof common | 'name'>]: Guard<E[K]> }

const isVerification = isOneOf<VerificationKind>(
  'government-id',
  'selfie',
  'document',
  'database',
  'phone-number',
  'email-address',
)

const isInquiryStatus = isOneOf<InquiryStatus>(
  'created',
  'pending',
  'completed',
  'approved',
  'needs_review',
  'declined',
  'failed',
  'expired',
)

/** What each event has besides `common`. */
const ownMembers: { readonly [Name in EventName]: OwnMembers<EventNamed<Name>> } = {
  'share-token.received': { 'share-token-id': isText },
  'share-request.declined': {},
  'session.expired': {},
  'consent.withdrawn': {},
  'redemption.accepted': {},
  'data.copied': { fields: isNumber, files: isNumber },
  'verification.started': { verification: isVerification },
  'verification.finished': { verification: isVerification, status: isOneOf('passed', 'failed', 'skipped') },
  'inquiry.awaiting-input': { 'inquiry-id': isText, missing: isListOf(isMissing) },
  'inquiry.completed': { 'inquiry-id': isText, status: isInquiryStatus },
  'redemption.finished': {},
  'redemption.failed': {},
}

const hasName = hasShape<{ name: string }>({ name: isText })

function isKnown(name: string): name is EventName {
  return Object.hasOwn(ownMembers, name)
}

function isWhole(event: { name: EventName }): event is SeenEvent {
  return hasShape<object>({ ...common, ...ownMembers[event.name] })(event)
}

/**
 * One event of the stream, checked.
 *
 * @returns null for an event that a newer server sends and this widget has no use for
 * @throws ConnectError `unexpected_answer` for a known event with wrong members: skipping it could lose the ending
 */
export function readProgressEvent(value: unknown): SeenEvent | null {
  if (!hasName(value)) throw new ConnectError('unexpected_answer')
  const { name } = value
  if (!isKnown(name)) return null
  const event = { ...value, name }
  if (!isWhole(event)) throw new ConnectError('unexpected_answer')
  return event
}
