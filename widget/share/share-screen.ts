import type { TemplateResult } from 'lit/html.js'
import type { SeenNotice, SeenShareRequest } from '../answers.ts'
import type { Messages } from '../messages/messages.ts'
import { nameOf } from '../name-of.ts'
import { consentScreen } from '../screens/consent.ts'
import { failedScreen } from '../screens/failed.ts'
import type { Handlers } from '../screens/handlers.ts'
import { checkIcon, dashIcon } from '../screens/icons.ts'
import { loadingScreen } from '../screens/loading.ts'
import { outcome } from '../screens/outcome.ts'
import type { ShareState } from './share-state.ts'

type ShareHandlers = Pick<Handlers, 'decide' | 'retry' | 'logo'>

/** The screen of each phase. */
export function shareScreen(state: ShareState, messages: Messages, handlers: ShareHandlers): TemplateResult {
  switch (state.phase) {
    case 'loading':
      return loadingScreen(messages)
    case 'asking':
      return consentScreen(
        { notice: noticeOf(state.request), deciding: false, problem: state.problem },
        messages,
        handlers,
      )
    case 'deciding':
      return consentScreen(
        { notice: noticeOf(state.request), deciding: true, problem: false },
        messages,
        handlers,
      )
    case 'shared':
      return outcome(checkIcon, messages.shared.title, messages.shared.body(destinationOf(state)), 'good')
    case 'declined': {
      const { source, destination } = state.request.attributes.notice
      return outcome(
        dashIcon,
        messages.declined.title,
        messages.declined.body(nameOf(source), nameOf(destination)),
      )
    }
    case 'failed':
      return failedScreen(state, messages, handlers)
  }
}

/** What a person who does not see the screen is told of it. */
export function shareStatus(state: ShareState, messages: Messages): string {
  switch (state.phase) {
    case 'loading':
      return messages.loading
    case 'asking':
      return state.problem ? messages.consent.nothingToShare : ''
    case 'deciding':
      return messages.consent.deciding
    case 'shared':
      return messages.shared.title
    case 'declined':
      return messages.declined.title
    case 'failed':
      return messages.failures[state.code][0]
  }
}

const destinationOf = ({ request }: { request: SeenShareRequest }): string =>
  nameOf(request.attributes.notice.destination)

/**
 * What is asked here. What the person has agreed to on the destination's page, each part by itself, is confirmed as a
 * whole; nobody ticks the same boxes twice.
 */
export function noticeOf({ attributes: { notice, agreed } }: SeenShareRequest): SeenNotice {
  if (!agreed) return notice
  const dataTypes = notice['data-types'].map(type => ({ ...type, required: true, biometric: false }))
  return { ...notice, 'data-types': dataTypes }
}
