import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../messages/messages.ts'
import type { Decision, SessionState } from '../session-state.ts'
import { chosenTypes, requiredTypes } from './data-type-lists.ts'
import { facts } from './facts.ts'
import type { Handlers } from './handlers.ts'
import { parties } from './parties.ts'
import { headline } from './text.ts'

/**
 * The question, in the words of the notice, which are the ones that the consent record proves. All that a person needs
 * for an answer is here, behind no link; the two answers are the same element
 * with the same class and part, so that no theme can make one of them the lesser. There is no form: the Enter key in
 * a checkbox must not be an answer.
 */
export function consentScreen(
  state: Extract<SessionState, { phase: 'asking' | 'deciding' }>,
  messages: Messages,
  handlers: Handlers,
): TemplateResult {
  const { consent } = messages
  const { notice } = state.session.attributes
  const { text } = notice
  const problem = state.phase === 'asking' && state.problem ? consent.nothingToShare : nothing
  const choice = (decision: Decision, words: string) => html`
    <button
      type="button"
      class="choice"
      part="choice"
      aria-disabled=${state.phase === 'deciding'}
      aria-describedby="problem"
      @click=${(event: Event) => handlers.decide(decision, tickedIn(event))}
    >
      ${words}
    </button>
  `
  return html`
    ${parties(notice)} ${headline(text.title, text.intro)} ${requiredTypes(notice)}
    ${facts(notice, messages)} ${chosenTypes(notice)}
    <div class="choices" part="choices">
      <p id="problem">${problem}</p>
      <div class="pair">${choice('granted', text.share)} ${choice('declined', text.decline)}</div>
    </div>
  `
}

function tickedIn({ currentTarget }: Event): ReadonlySet<string> {
  const screen = currentTarget instanceof Element ? currentTarget.closest('section') : null
  const ticked = screen?.querySelectorAll<HTMLInputElement>('input:checked') ?? []
  return new Set(Array.from(ticked, ({ value }) => value))
}
