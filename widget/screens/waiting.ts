import { html, nothing, type TemplateResult } from 'lit/html.js'
import { isShareToken } from '../intake/share-token.ts'
import type { Messages } from '../messages/messages.ts'
import { nameOf } from '../name-of.ts'
import type { SessionState } from '../session-state.ts'
import type { Handlers } from './handlers.ts'
import { parties } from './parties.ts'
import { action, headline } from './text.ts'

type Waiting = Extract<SessionState, { phase: 'waiting-for-token' }>

/** The consent is recorded; the source has to mint a token, mostly on a page of its own. */
export function waitingScreen(state: Waiting, messages: Messages, handlers: Handlers): TemplateResult {
  const { waiting, progress } = messages
  const { notice, environment } = state.session.attributes
  const source = nameOf(notice.source)
  const canOpen = state.sourcePage !== 'none' && !state.tokenSent
  return html`
    ${parties(notice, handlers)} ${headline(waiting.title(source), waitingFor(state, messages))}
    <progress part="progress" aria-label=${progress.bar}></progress>
    ${canOpen ? action(waiting.continueAt(source), handlers.reopenSourcePage) : nothing}
    ${environment === 'sandbox' && !state.tokenSent ? pasteField(messages, handlers) : nothing}
  `
}

/** Where nothing is real, a share token may come from anywhere, a terminal for one. */
function pasteField({ paste }: Messages, { offerShareToken }: Handlers): TemplateResult {
  const submit = (event: Event) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const [shareToken] = new FormData(event.currentTarget).values()
    if (isShareToken(shareToken)) offerShareToken(shareToken.trim())
  }
  return html`
    <form @submit=${submit}>
      <label for="token">${paste.label}</label>
      <input id="token" name="token" required maxlength="512" autocomplete="off" spellcheck="false" />
      <button>${paste.use}</button>
    </form>
  `
}

/** What the person has to do, or what happens without them. */
export function waitingFor({ session, sourcePage, tokenSent }: Waiting, { waiting }: Messages): string {
  return waiting[tokenSent ? 'tokenSent' : sourcePage](nameOf(session.attributes.notice.source))
}
