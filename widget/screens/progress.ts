import { html, type TemplateResult } from 'lit/html.js'
import type { Messages } from '../messages/messages.ts'
import { nameOf } from '../name-of.ts'
import type { SessionState } from '../session-state.ts'
import type { Handlers } from './handlers.ts'
import { parties } from './parties.ts'
import { stageList } from './stage-list.ts'
import { headline } from './text.ts'

/** The redemption while it runs: how far it is, and each stage with its result. */
export function progressScreen(
  { session, events }: Extract<SessionState, { phase: 'redeeming' }>,
  messages: Messages,
  handlers: Pick<Handlers, 'logo'>,
): TemplateResult {
  const { progress } = messages
  const { notice } = session.attributes
  const { step, steps } = events.at(-1) ?? { step: 0, steps: 1 }
  return html`
    ${parties(notice, handlers)} ${headline(progress.title, progress.hint(nameOf(notice.destination)))}
    <progress part="progress" aria-label=${progress.bar} max=${steps} value=${step}></progress>
    ${stageList(events, messages)}
  `
}
