import type { TemplateResult } from 'lit/html.js'
import type { Messages } from '../messages/messages.ts'
import type { SessionState } from '../session-state.ts'
import { awaitingInputScreen } from './awaiting-input.ts'
import { completeScreen } from './complete.ts'
import { consentScreen } from './consent.ts'
import { declinedScreen } from './declined.ts'
import { failedScreen } from './failed.ts'
import type { Handlers } from './handlers.ts'
import { loadingScreen } from './loading.ts'
import { progressScreen } from './progress.ts'
import { waitingScreen } from './waiting.ts'
import { withdrawnScreen } from './withdrawn.ts'

/** The screen of each phase. */
export function screenOf(state: SessionState, messages: Messages, handlers: Handlers): TemplateResult {
  switch (state.phase) {
    case 'loading':
      return loadingScreen(messages)
    case 'asking':
    case 'deciding':
      return consentScreen(
        {
          notice: state.session.attributes.notice,
          deciding: state.phase === 'deciding',
          problem: state.phase === 'asking' && state.problem !== null,
        },
        messages,
        handlers,
      )
    case 'waiting-for-token':
      return waitingScreen(state, messages, handlers)
    case 'redeeming':
      return progressScreen(state, messages, handlers)
    case 'awaiting-input':
      return awaitingInputScreen(state, messages, handlers)
    case 'complete':
      return completeScreen(state, messages)
    case 'declined':
      return declinedScreen(state, messages)
    case 'withdrawn':
      return withdrawnScreen(state, messages)
    case 'failed':
      return failedScreen(state, messages, handlers)
  }
}
