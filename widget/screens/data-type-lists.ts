import { html, nothing, type TemplateResult } from 'lit'
import type { SessionDataType } from '../../server/api/wire.ts'
import { askedDataTypes } from '../data-types.ts'
import type { Messages } from '../messages/messages.ts'
import { checkIcon } from './icons.ts'

/** What would be shared: what goes with "Share" as a list, everything else as a checkbox of its own, unticked. */
export function dataTypeLists(
  dataTypes: readonly SessionDataType[],
  { dataTypes: names, consent }: Messages,
): TemplateResult {
  const { required, optional, biometric } = askedDataTypes(dataTypes)
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
    ${
      required.length === 0
        ? nothing
        : html`
            <h3 id="required">${consent.required}</h3>
            <ul class="listed" part="data-types" aria-labelledby="required">
              ${required.map(name => html`<li>${checkIcon}${names[name]}</li>`)}
            </ul>
          `
    }
    ${checkboxes(consent.optional, optional)} ${checkboxes(consent.biometric, biometric, consent.biometricHint)}
  `
}
