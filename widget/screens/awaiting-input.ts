import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { Messages } from '../messages/messages.ts'
import { missingName } from '../messages/missing-name.ts'
import { nameOf } from '../name-of.ts'
import type { SessionState } from '../session-state.ts'
import type { Handlers } from './handlers.ts'
import { plusIcon } from './icons.ts'
import { outcome } from './outcome.ts'
import { stageList } from './stage-list.ts'

/**
 * The redemption did all it could. What the source does not have is asked for here, by a module of its own; until that
 * is loaded, and where it cannot be, what is missing is listed.
 */
export function awaitingInputScreen(
  { session, events, missing }: Extract<SessionState, { phase: 'awaiting-input' }>,
  messages: Messages,
  handlers: Handlers,
): TemplateResult {
  const { title, body } = messages.awaitingInput
  const collector = handlers.collector()
  return html`
    ${outcome(plusIcon, title, body(nameOf(session.attributes.notice.destination)))}
    ${
      collector?.render() ??
      html`
        <ul class="listed" part="missing">
          ${missing.map(({ name }) => html`<li>${plusIcon}${missingName(messages, name)}</li>`)}
        </ul>
      `
    }
    ${collector ? nothing : stageList(events, messages)}
  `
}
