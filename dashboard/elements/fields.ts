import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js'
import '@awesome.me/webawesome/dist/components/input/input.js'
import '@awesome.me/webawesome/dist/components/option/option.js'
import '@awesome.me/webawesome/dist/components/select/select.js'
import '@awesome.me/webawesome/dist/components/textarea/textarea.js'
import { html, nothing } from 'lit'

interface FieldOptions {
  label: string
  name: string
  value?: string
  hint?: string
  required?: boolean
}

export const textField = ({
  label,
  name,
  value = '',
  hint = '',
  required = false,
  type = 'text',
  placeholder = '',
}: FieldOptions & { type?: 'text' | 'url' | 'number' | 'date'; placeholder?: string }) =>
  html`<wa-input label=${label} name=${name} value=${value} hint=${hint} type=${type} placeholder=${placeholder} ?required=${required} autocomplete="off"></wa-input>`

export const areaField = ({
  label,
  name,
  value = '',
  hint = '',
  required = false,
  rows = 4,
}: FieldOptions & { rows?: number }) =>
  html`<wa-textarea label=${label} name=${name} .value=${value} hint=${hint} rows=${rows} ?required=${required} spellcheck="false"></wa-textarea>`

export type Choice = readonly [value: string, label: string]

export const selectField = ({
  label,
  name,
  value = '',
  hint = '',
  required = false,
  choices,
  onChange,
}: FieldOptions & { choices: readonly Choice[]; onChange?: (value: string) => void }) =>
  html`<wa-select
    label=${label}
    name=${name}
    value=${value}
    hint=${hint}
    ?required=${required}
    @change=${onChange ? (event: Event) => onChange(textOf(event)) : nothing}
  >
    ${choices.map(([one, words]) => html`<wa-option value=${one}>${words}</wa-option>`)}
  </wa-select>`

const textOf = ({ target }: Event): string =>
  target instanceof HTMLElement && 'value' in target && typeof target.value === 'string' ? target.value : ''

/** Boxes of which any number can be ticked; `FormData.getAll(name)` has those that are. */
export const boxesField = ({
  label,
  name,
  choices,
  checked,
}: {
  label: string
  name: string
  choices: readonly Choice[]
  checked(value: string): boolean
}) => html`<fieldset>
  <legend>${label}</legend>
  <div class="boxes">
    ${choices.map(
      ([value, words]) =>
        html`<wa-checkbox name=${name} value=${value} ?checked=${checked(value)}>${words}</wa-checkbox>`,
    )}
  </div>
</fieldset>`

/** A text of a form; null where nothing was typed. */
export function textIn(data: FormData, name: string): string | null {
  const value = data.get(name)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}
