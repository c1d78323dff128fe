import type { Session } from './answers.ts'
import type { SeenEvent } from './progress-events.ts'
import type { SessionState } from './session-state.ts'

/**
 * How a session's events end it: with the inquiry decided, or with what is still missing. Null while they do not.
 * A failed redemption is no ending in this sense but an error.
 */
export function endingOf(session: Session, events: readonly SeenEvent[]): SessionState | null {
  const event = events.findLast(
    ({ name }) => name === 'inquiry.completed' || name === 'inquiry.awaiting-input',
  )
  switch (event?.name) {
    case 'inquiry.completed':
      return { phase: 'complete', session, events, inquiryId: event['inquiry-id'], status: event.status }
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
