import type { TemplateResult } from 'lit/html.js'
import { autocompleteOf } from './autocomplete.ts'
import type { Field } from './field.ts'
import type { View } from './view.ts'

/** A field with its label, its control and what is wrong with it. */
export function fieldView(field: Field, view: View): TemplateResult {
  const { html, nothing, words, labelOf, locale } = view
  const { input } = field
  const { name, type, options } = input
  const label = labelOf(input)
  if (field.saved) {
    return html`
      <div class="asked">
        <b>${label}</b>
        <span class="saved">${words.given}</span>
        <button type="button" class="small" aria-label=${`${words.change}: ${label}`} @click=${() => field.change()}>
          ${words.change}
        </button>
      </div>
    `
  }
  const problemId = `problem-${name}`
  const commit = ({ target }: Event) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) void field.commit(target)
  }
  const state = html`
    <p id=${problemId} class="problem">${field.problem?.(words)}</p>
    <span class="saved" aria-hidden="true">${field.given ? words.given : nothing}</span>
  `
  if (type === 'choice' && options.length <= 4) {
    return html`
      <fieldset class="asked" aria-describedby=${problemId}>
        <legend>${label}</legend>
        ${options.map(
          option => html`
            <label><input type="radio" name=${name} value=${option.value} @change=${commit} />${option.label}</label>
          `,
        )}
        ${state}
      </fieldset>
    `
  }
  const choices = type === 'country' ? countries(locale) : options
  // Said either way: a browser calls a required field invalid before anybody has touched it.
  const wrong = field.problem === null ? 'false' : 'true'
  return html`
    <div class="asked">
      <label for=${name}>${label}</label>
      ${
        choices.length > 0
          ? html`
              <select id=${name} autocomplete=${autocompleteOf(name)} required aria-invalid=${wrong}
                aria-describedby=${problemId} @change=${commit}>
                <option value="">${words.choose}</option>
                ${choices.map(
                  ({ value, label: words }) =>
                    html`<option value=${value} .selected=${value === field.text}>${words}</option>`,
                )}
              </select>
            `
          : html`
              <input id=${name} type=${CONTROLS[type] ?? 'text'} inputmode=${type === 'number' ? 'decimal' : nothing}
                autocomplete=${autocompleteOf(name)} maxlength=${input['max-length']} required
                pattern=${PATTERNS[type] ?? nothing} min=${type === 'date' ? '1900-01-01' : nothing}
                max=${type === 'date' ? '2100-12-31' : nothing} aria-invalid=${wrong} aria-describedby=${problemId}
                @change=${commit} />
            `
      }
      ${state}
    </div>
  `
}

const CONTROLS: Readonly<Record<string, string>> = {
  date: 'date',
  'email-address': 'email',
  'phone-number': 'tel',
}

const PATTERNS: Readonly<Record<string, string>> = {
  'phone-number': '\\+[0-9 .\\(\\)\\-]{6,24}',
  number: '-?[0-9]+(\\.[0-9]+)?',
}

/** ISO 3166-1 alpha-2, as the browser knows them: every pair of letters that it has a name of its own for. */
function countries(locale: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const found = letters.flatMap(first =>
    letters.flatMap(second => {
      const value = first + second
      const label = RESERVED.has(value) ? undefined : names.of(value)
      return label === undefined ? [] : [{ value, label }]
    }),
  )
  return found.sort((a, b) => a.label.localeCompare(b.label, locale))
}

/** Names that browsers have for what is no country: groups, former states, and codes for private use. */
const RESERVED = new Set(
  'AC AN BU CP CQ CS CT DD DG DY EA EU EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ QO QU RH SU TA TP UK UN VD WK XA XB YD YU ZR ZZ'.split(
    ' ',
  ),
)
