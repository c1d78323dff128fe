import type { TemplateResult } from 'lit/html.js'
import type { Code } from './code.ts'
import type { View } from './view.ts'

/** Text that keeps its own direction within a sentence of another (Unicode UAX 9). */
const isolated = (text: string): string => `\u2066${text}\u2069`

/** An address to confirm: where the code went, a field for it, what is wrong with it, and another code. */
export function codeView(code: Code, { html, nothing, words, labelOf }: View): TemplateResult {
  const { input, wait } = code
  const label = labelOf(input)
  const { code: said } = words
  if (input.given)
    return html`<div class="asked"><b>${label}</b><span class="saved">${said.done}</span></div>`
  const id = `code-${input.name}`
  const to = isolated(input['sent-to'])
  const type = (done: boolean) => (event: Event) => {
    if (event.target instanceof HTMLInputElement) void code.typed(event.target, done)
  }
  const send = async ({ target }: Event) => {
    const root = target instanceof Element ? target.getRootNode() : null
    await code.send()
    if (code.sent && root instanceof ShadowRoot) requestAnimationFrame(() => root.getElementById(id)?.focus())
  }
  const again = said[code.sent || wait > 0 || code.problem ? 'again' : 'send']
  return html`
    <div class="asked" role="group" aria-label=${label}>
      <b>${label}</b>
      ${
        code.sent
          ? html`
              <label for=${id}>${said.sent(to)}</label>
              <input id=${id} class="code" type="text" inputmode="numeric" autocomplete="one-time-code" dir="ltr" required
                aria-invalid=${code.problem ? 'true' : nothing} aria-describedby=${`${id}-problem`}
                @input=${type(false)} @change=${type(true)} />
            `
          : html`<p class="quiet">${said.hint(to)}</p>`
      }
      <p id=${`${id}-problem`} class="problem" role="alert">${code.problem?.(words)}</p>
      ${
        input['sends-left'] > 0
          ? html`
              <button type="button" class="small" aria-disabled=${wait > 0 ? 'true' : nothing} @click=${send}>
                ${again}${wait > 0 ? html`<span aria-hidden="true">&nbsp;(${wait})</span>` : nothing}
              </button>
            `
          : nothing
      }
    </div>
  `
}
