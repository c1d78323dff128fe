import { html, type TemplateResult } from 'lit/html.js'
import type { Messages } from '../messages/messages.ts'

/** Holds the place of the question until it is there, so that the page does not jump. */
export function loadingScreen({ loading }: Messages): TemplateResult {
  return html`
    <div class="skeleton" aria-busy="true">
      <h2 id="title" class="aside">${loading}</h2>
      <i class="avatar"></i><i></i><i></i><i class="tall"></i><i></i>
    </div>
  `
}
