import '../elements/fields.ts'
import { html } from 'lit'
import { buttonIcon } from '../shell/icons.ts'
import { goTo } from '../shell/router.ts'

/** Goes to an object whose identifier is known. */
export const finder = (what: string, prefix: string, at: (id: string) => string) => html`<form
  class="finder"
  role="search"
  aria-label="Find by identifier"
  @submit=${(event: SubmitEvent) => find(event, at)}
>
  <wa-input size="s" name="id" label="${what} ID" placeholder="${prefix}…" autocomplete="off" spellcheck="false"></wa-input>
  <wa-button size="s" type="submit" appearance="outlined">${buttonIcon('search')}<span class="aside">Find</span></wa-button>
</form>`

function find(event: SubmitEvent, at: (id: string) => string) {
  event.preventDefault()
  if (!(event.target instanceof HTMLFormElement)) return
  const id = String(new FormData(event.target).get('id') ?? '').trim()
  if (id !== '') goTo(at(encodeURIComponent(id)))
}
