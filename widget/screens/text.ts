import { html, type TemplateResult } from 'lit/html.js'

/** A screen's headline and first sentence. It takes the focus from the screen that the person acted on. */
export function headline(title: string, lead: string): TemplateResult {
  return html`<h2 id="title" part="title" tabindex="-1">${title}</h2><p class="quiet">${lead}</p>`
}

/** The first letters of an organization's first two words. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).slice(0, 2)
  return words.map(([first = '']) => first.toLocaleUpperCase()).join('')
}

/** The one button of a screen that asks no question. */
export function action(words: string, act: () => void): TemplateResult {
  return html`<button type="button" class="action" part="action" @click=${act}>${words}</button>`
}
