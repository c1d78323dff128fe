import '../elements/fields.ts'
import { html } from 'lit'
import { goTo, withQuery } from '../shell/router.ts'
import { words } from './status.ts'

interface Filter {
  name: string
  label: string
  /** Words to choose from, or pairs of a value and what it is called. A date where there are none. */
  choices?: readonly (string | readonly [value: string, label: string])[]
}

/** What narrows a list. The address holds it; the server does it. */
export const filters = (query: URLSearchParams, wanted: readonly Filter[]) =>
  html`<div class="filters" role="search" aria-label="Filters">
    ${wanted.map(filter => (filter.choices ? choice(query, filter, filter.choices) : date(query, filter)))}
  </div>`

const choice = (query: URLSearchParams, { name, label }: Filter, choices: NonNullable<Filter['choices']>) =>
  html`<wa-select
    size="s"
    label=${label}
    .value=${query.get(name) ?? ''}
    placeholder="All"
    with-clear
    @change=${(event: Event) => narrow(query, name, event)}
  >
    ${choices.map(one => {
      const [value, called] = typeof one === 'string' ? [one, words(one)] : one
      return html`<wa-option value=${value}>${called}</wa-option>`
    })}
  </wa-select>`

const date = (query: URLSearchParams, { name, label }: Filter) =>
  html`<wa-input
    size="s"
    type="date"
    label=${label}
    .value=${query.get(name) ?? ''}
    with-clear
    @change=${(event: Event) => narrow(query, name, event)}
  ></wa-input>`

function narrow(query: URLSearchParams, name: string, { target }: Event) {
  const value = target instanceof HTMLElement && 'value' in target ? (target.value ?? '') : ''
  goTo(withQuery(query, { [name]: String(value) }))
}
