import { html, type TemplateResult } from 'lit/html.js'
import type { Messages } from '../messages/messages.ts'
import { nameOf } from '../name-of.ts'
import type { SessionState } from '../session-state.ts'
import { alertIcon, checkIcon } from './icons.ts'
import { outcome } from './outcome.ts'
import { stageList } from './stage-list.ts'

/** The inquiry is decided, for better or worse. */
export function completeScreen(
  { session, events, status }: Extract<SessionState, { phase: 'complete' }>,
  messages: Messages,
): TemplateResult {
  const good = status === 'approved' || status === 'completed'
  const [title, body] = messages.complete(status, nameOf(session.attributes.notice.destination))
  return html`
    ${outcome(good ? checkIcon : alertIcon, title, body, good ? 'good' : '')} ${stageList(events, messages)}
  `
}
