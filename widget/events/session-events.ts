import type { SessionState } from '../session-state.ts'
import { ConnectCompleteEvent } from './connect-complete-event.ts'
import { ConnectDeclineEvent } from './connect-decline-event.ts'
import { ConnectErrorEvent } from './connect-error-event.ts'
import { ConnectProgressEvent } from './connect-progress-event.ts'
import { ConnectReadyEvent } from './connect-ready-event.ts'
import { ConnectWithdrawEvent } from './connect-withdraw-event.ts'

/**
 * The events that tell a page of one move of the session, in the order in which it should hear them. None holds a
 * token, a secret or anything of the person.
 */
export function eventsOf(from: SessionState, to: SessionState): Event[] {
  const loaded = from.phase === 'loading' && to.phase !== 'failed'
  return [...(loaded ? [new ConnectReadyEvent()] : []), ...progressOf(from, to), ...endingOf(to)]
}

function progressOf(from: SessionState, to: SessionState): ConnectProgressEvent[] {
  if ((from.phase !== 'redeeming' && from.phase !== 'awaiting-input') || !('events' in to)) return []
  return to.events.slice(from.events.length).map(event => new ConnectProgressEvent(event))
}

function endingOf(state: SessionState): Event[] {
  switch (state.phase) {
    case 'complete':
      return [new ConnectCompleteEvent(state.inquiryId, state.status)]
    case 'declined':
      return [new ConnectDeclineEvent()]
    case 'withdrawn':
      return [new ConnectWithdrawEvent()]
    case 'failed':
      return [new ConnectErrorEvent(state.code)]
    default:
      return []
  }
}
