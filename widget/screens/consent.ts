import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { SeenNotice } from '../answers.ts'
import type { Messages } from '../messages/messages.ts'
import type { Decision } from '../session-state.ts'
import { chosenTypes, requiredTypes } from './data-type-lists.ts'
import { facts } from './facts.ts'
import type { Handlers } from './handlers.ts'
import { parties } from './parties.ts'
import { headline } from './text.ts'

/** What is asked, and how far the answer is. */
export interface Question {
  notice: SeenNotice
  deciding: boolean
  /** Nothing was ticked that could be shared. */
  problem: boolean
}

/**
 * The question, in the words of the notice, which are the ones that the consent record proves. All that a person needs
 * for an answer is here, behind no link; the two answers are the same element
 * with the same class and part, so that no theme can make one of them the lesser. There is no form: the Enter key in
 * a checkbox must not be an answer.
 */
export function consentScreen(
  { notice, deciding, problem }: Question,
  messages: Messages,
  handlers: Pick<Handlers, 'decide' | 'logo'>,
): TemplateResult {
  const { text } = notice
  const choice = (decision: Decision, words: string) => html`
    <button
      type="button"
      class="choice"
      part="choice"
      aria-disabled=${deciding}
      aria-describedby="problem"
      @click=${(event: Event) => handlers.decide(decision, tickedIn(event), event.isTrusted)}
    >
      ${words}
    </button>
  `
  return html`
    ${parties(notice, handlers)} ${headline(text.title, text.intro)} ${requiredTypes(notice)}
    ${facts(notice, messages)} ${chosenTypes(notice)}
    <div class="choices" part="choices">
      <p id="problem">${problem ? messages.consent.nothingToShare : nothing}</p>
      <div class="pair">${choice('granted', text.share)} ${choice('declined', text.decline)}</div>
    </div>
  `
}

function tickedIn({ currentTarget }: Event): ReadonlySet<string> {
  const screen = currentTarget instanceof Element ? currentTarget.closest('section') : null
  const ticked = screen?.querySelectorAll<HTMLInputElement>('input:checked') ?? []
  return new Set([...ticked].map(({ value }) => value))
}
