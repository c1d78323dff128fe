import type { Messages } from '../messages/messages.ts'
import { nameOf } from '../name-of.ts'
import type { SessionState } from '../session-state.ts'
import { newestStage } from './stage-list.ts'
import { waitingFor } from './waiting.ts'

/** What a person who does not see the screen is told of it, politely: one sentence for each phase or stage. */
export function statusOf(state: SessionState, messages: Messages): string {
  switch (state.phase) {
    case 'loading':
      return messages.loading
    case 'asking':
      return state.problem ? messages.consent.nothingToShare : ''
    case 'deciding':
      return messages.consent.deciding
    case 'waiting-for-token':
      return waitingFor(state, messages)
    case 'redeeming':
      return newestStage(state.events, messages)
    case 'awaiting-input':
      return messages.awaitingInput.title
    case 'complete':
      return messages.complete(state.status, nameOf(state.session.attributes.notice.destination))[0]
    case 'declined':
      return messages.declined.title
    case 'withdrawn':
      return messages.withdrawn.title
    case 'failed':
      return messages.failures[state.code][0]
  }
}
