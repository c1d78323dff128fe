import '../elements/fields.ts'
import { html } from 'lit'
import { goTo, withQuery } from '../shell/router.ts'
import { words } from './status.ts'

interface Filter {
  name: string
  label: string
  /** What holds where the address says nothing; without it, everything is listed. */
  initial?: string
  /** What a text can be like, of a filter that is one. */
  placeholder?: string
  /** Words to choose from, or pairs of a value and what it is called. A text or a date where there are none. */
  choices?: readonly (string | readonly [value: string, label: string])[]
}

/** What narrows a list. The address holds it; the server does it. */
export const filters = (query: URLSearchParams, wanted: readonly Filter[]) =>
  html`<div class="filters" role="search" aria-label="Filters">
    ${wanted.map(filter => (filter.choices ? choice(query, filter, filter.choices) : typed(query, filter)))}
  </div>`

const choice = (
  query: URLSearchParams,
  { name, label, initial }: Filter,
  choices: NonNullable<Filter['choices']>,
) =>
  html`<wa-select
    size="s"
    label=${label}
    .value=${query.get(name) ?? initial ?? ''}
    placeholder="All"
    ?with-clear=${initial === undefined}
    @change=${(event: Event) => narrow(query, name, event)}
  >
    ${choices.map(one => {
      const [value, called] = typeof one === 'string' ? [one, words(one)] : one
      return html`<wa-option value=${value}>${called}</wa-option>`
    })}
  </wa-select>`

const typed = (query: URLSearchParams, { name, label, placeholder }: Filter) =>
  html`<wa-input
    size="s"
    type=${placeholder === undefined ? 'date' : 'text'}
    label=${label}
    placeholder=${placeholder ?? ''}
    .value=${query.get(name) ?? ''}
    with-clear
    @change=${(event: Event) => narrow(query, name, event)}
  ></wa-input>`

function narrow(query: URLSearchParams, name: string, { target }: Event) {
  const value = target instanceof HTMLElement && 'value' in target ? (target.value ?? '') : ''
  goTo(withQuery(query, { [name]: String(value) }))
}

/** A filter by days as the API has it: from where the first begins here, until where the last ends. */
export const dateStart = <Name extends string>(name: Name, day: string | null) =>
  dayFilter(name, day, '00:00:00.000')
export const dateEnd = <Name extends string>(name: Name, day: string | null) =>
  dayFilter(name, day, '23:59:59.999')

function dayFilter<Name extends string>(
  name: Name,
  day: string | null,
  time: string,
): { [name in Name]?: string } {
  const at = new Date(`${day}T${time}`)
  const filter: { [name in Name]?: string } = {}
  if (day !== null && !Number.isNaN(at.getTime())) filter[name] = at.toISOString()
  return filter
}
