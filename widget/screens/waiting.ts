import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../messages/messages.ts'
import type { SessionState } from '../session-state.ts'
import type { Handlers } from './handlers.ts'
import { parties } from './parties.ts'
import { action, headline, nameOf } from './text.ts'

type Waiting = Extract<SessionState, { phase: 'waiting-for-token' }>

/** The consent is recorded; the source has to mint a token, mostly on a page of its own. */
export function waitingScreen(state: Waiting, messages: Messages, handlers: Handlers): TemplateResult {
  const { waiting, progress } = messages
  const { notice } = state.session.attributes
  const source = nameOf(notice.source)
  const canOpen = state.sourcePage !== 'none' && !state.tokenSent
  return html`
    ${parties(notice)} ${headline(waiting.title(source), waitingFor(state, messages))}
    <progress part="progress" aria-label=${progress.bar}></progress>
    ${canOpen ? action(waiting.continueAt(source), handlers.reopenSourcePage) : nothing}
  `
}

/** What the person has to do, or what happens without them. */
export function waitingFor({ session, sourcePage, tokenSent }: Waiting, { waiting }: Messages): string {
  return waiting[tokenSent ? 'tokenSent' : sourcePage](nameOf(session.attributes.notice.source))
}
