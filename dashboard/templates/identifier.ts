import { html } from 'lit'
import { toast } from '../elements/toast.ts'
import { icon } from '../shell/icons.ts'

/** How much of an identifier's end is shown where there is little room: enough to tell neighbours apart. */
const SHOWN = 6

const short = (id: string): string =>
  id.replace(/^([a-z]+_).*(.{6})$/, (_, kind: string, end: string) => `${kind}…${end.slice(-SHOWN)}`)

/** An identifier, with a button that copies it. It leads to its object where that has a page. */
export const identifier = (id: string, href: string | null = null, isWhole = false) => html`<span class="id">
  ${
    href === null
      ? html`<code title=${id}>${isWhole ? id : short(id)}</code>`
      : html`<a href=${href} title=${id}><code>${isWhole ? id : short(id)}</code></a>`
  }
  ${copyButton(id, id)}
</span>`

/** Copies a text; `what` says of which, to whoever hears the button. */
export const copyButton = (text: string, what: string) =>
  html`<button type="button" aria-label="Copy ${what}" title="Copy" @click=${() => copy(text)}>${icon('copy')}</button>`

async function copy(text: string) {
  await navigator.clipboard.writeText(text)
  toast('Copied')
}

/** A secret that is told this once. */
export const secret = (value: string, what: string) => html`<div class="secret id">
  <code>${value}</code>${copyButton(value, what)}
</div>`
