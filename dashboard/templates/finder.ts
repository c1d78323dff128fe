import '../elements/fields.ts'
import { html } from 'lit'
import { buttonIcon } from '../shell/icons.ts'
import { goTo, withQuery } from '../shell/router.ts'

interface FinderOptions {
  query: URLSearchParams
  label: string
  /** What can be searched for. */
  placeholder: string
  /** Where the objects of the list have pages of their own: how their identifiers begin, and where each is. */
  object?: { prefix: string; at(id: string): string }
}

/** Searches a list by the address's `search`; the server does it. An object whose identifier is known is gone to. */
export const finder = (options: FinderOptions) => html`<form
  class="finder"
  role="search"
  aria-label="Search"
  @submit=${(event: SubmitEvent) => find(event, options)}
>
  <wa-input
    size="s"
    name="search"
    label=${options.label}
    placeholder=${options.placeholder}
    .value=${options.query.get('search') ?? ''}
    with-clear
    autocomplete="off"
    spellcheck="false"
    @wa-clear=${() => goTo(withQuery(options.query, { search: '' }))}
  ></wa-input>
  <wa-button size="s" type="submit" appearance="outlined">${buttonIcon('search')}<span class="aside">Find</span></wa-button>
</form>`

function find(event: SubmitEvent, { query, object }: FinderOptions) {
  event.preventDefault()
  if (!(event.target instanceof HTMLFormElement)) return
  const text = String(new FormData(event.target).get('search') ?? '').trim()
  if (object && text.startsWith(object.prefix)) goTo(object.at(encodeURIComponent(text)))
  else goTo(withQuery(query, { search: text }))
}
