import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { SessionDataType } from '../../server/api/wire.ts'
import type { SeenNotice } from '../answers.ts'
import { askedDataTypes } from '../data-types.ts'
import { checkIcon } from './icons.ts'

/** What goes with "Share". */
export function requiredTypes({ text, 'data-types': asked }: SeenNotice): TemplateResult | typeof nothing {
  const { required } = askedDataTypes(asked)
  if (required.length === 0) return nothing
  return html`
    <h3 id="required">${text.required}</h3>
    <ul class="listed" part="data-types" aria-labelledby="required">
      ${required.map(name => html`<li>${checkIcon}${text['data-types'][name]}</li>`)}
    </ul>
  `
}

/** What goes only if the person wants: a checkbox of its own each, unticked. */
export function chosenTypes({ text, 'data-types': asked }: SeenNotice): TemplateResult {
  const { optional, biometric } = askedDataTypes(asked)
  const checkboxes = (legend: string, types: readonly SessionDataType[], hint = '') =>
    types.length === 0
      ? nothing
      : html`
          <fieldset>
            <legend>${legend}</legend>
            ${types.map(
              ({ name }) =>
                html`<label><input type="checkbox" value=${name} />${text['data-types'][name]}</label>`,
            )}
            <small>${hint}</small>
          </fieldset>
        `
  return html`
    ${checkboxes(text.optional, optional)} ${checkboxes(text.biometric, biometric, text['biometric-hint'])}
  `
}
