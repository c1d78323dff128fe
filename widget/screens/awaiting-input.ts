import { html, type TemplateResult } from 'lit'
import type { Messages } from '../messages/messages.ts'
import type { SessionState } from '../session-state.ts'
import { plusIcon } from './icons.ts'
import { outcome } from './outcome.ts'
import { stageList } from './stage-list.ts'
import { nameOf } from './text.ts'

/** The redemption did all it could; what the source does not have, the destination's page asks for next. */
export function awaitingInputScreen(
  { session, events, missing }: Extract<SessionState, { phase: 'awaiting-input' }>,
  messages: Messages,
): TemplateResult {
  const { title, body } = messages.awaitingInput
  return html`
    ${outcome(plusIcon, title, body(nameOf(session.attributes.notice.destination)))}
    <ul class="listed" part="missing">
      ${missing.map(({ name }) => html`<li>${plusIcon}${messages.missing(name)}</li>`)}
    </ul>
    ${stageList(events, messages)}
  `
}
