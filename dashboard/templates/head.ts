import { html, nothing } from 'lit'
import { icon } from '../shell/icons.ts'

interface HeadOptions {
  title: unknown
  words?: unknown
  actions?: unknown
  /** The list that this is one of. */
  trail?: { href: string; title: string }
}

/** What a page begins with: where one is, what it is for, and what can be done. */
export const head = ({ title, words, actions, trail }: HeadOptions) => html`<div class="head">
  <div>
    ${trail ? html`<a class="trail" href=${trail.href}>${icon('back')}${trail.title}</a>` : nothing}
    <h1>${title}</h1>
    ${words ? html`<p>${words}</p>` : nothing}
  </div>
  ${actions ? html`<div class="actions">${actions}</div>` : nothing}
</div>`
