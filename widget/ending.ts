import type { Session } from './answers.ts'
import type { SeenEvent } from './progress-events.ts'
import type { SessionState } from './session-state.ts'

/**
 * What a session's events have come to: the inquiry decided, what is still missing, or all taken back. Null while the redemption goes
 * on, which it does once more when what was missing has been given.
 * A failed redemption is no ending in this sense but an error.
 */
export function endingOf(session: Session, events: readonly SeenEvent[]): SessionState | null {
  const event = events.findLast(({ name }) => name !== 'redemption.finished')
  switch (event?.name) {
    case 'inquiry.completed':
      return { phase: 'complete', session, events, inquiryId: event['inquiry-id'], status: event.status }
    case 'consent.withdrawn':
      return { phase: 'withdrawn', session }
    case 'inquiry.awaiting-input':
      return {
        phase: 'awaiting-input',
        session,
        events,
        inquiryId: event['inquiry-id'],
        missing: event.missing,
      }
    default:
      return null
  }
}
