import { html, nothing, type TemplateResult } from 'lit'
import type { SessionDataType } from '../../server/api/wire.ts'
import { askedDataTypes } from '../data-types.ts'
import type { Messages } from '../messages/messages.ts'
import { checkIcon } from './icons.ts'

/** What goes with "Share". */
export function requiredTypes(
  dataTypes: readonly SessionDataType[],
  { dataTypes: names, consent }: Messages,
): TemplateResult | typeof nothing {
  const { required } = askedDataTypes(dataTypes)
  if (required.length === 0) return nothing
  return html`
    <h3 id="required">${consent.required}</h3>
    <ul class="listed" part="data-types" aria-labelledby="required">
      ${required.map(name => html`<li>${checkIcon}${names[name]}</li>`)}
    </ul>
  `
}

/** What goes only if the person wants: a checkbox of its own each, unticked. */
export function chosenTypes(
  dataTypes: readonly SessionDataType[],
  { dataTypes: names, consent }: Messages,
): TemplateResult {
  const { optional, biometric } = askedDataTypes(dataTypes)
  const checkboxes = (legend: string, asked: readonly SessionDataType[], hint = '') =>
    asked.length === 0
      ? nothing
      : html`
          <fieldset>
            <legend>${legend}</legend>
            ${asked.map(({ name }) => html`<label><input type="checkbox" value=${name} />${names[name]}</label>`)}
            <small>${hint}</small>
          </fieldset>
        `
  return html`
    ${checkboxes(consent.optional, optional)} ${checkboxes(consent.biometric, biometric, consent.biometricHint)}
  `
}
