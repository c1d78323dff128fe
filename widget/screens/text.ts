import { html, type TemplateResult } from 'lit'
import type { Words } from '../messages/messages.ts'

/** An organization's name: text, whatever it holds, whose direction does not spill over into the sentence around it. */
export function nameOf({ name }: { name: string }): TemplateResult {
  return html`<bdi>${name}</bdi>`
}

/** A screen's headline and first sentence. It takes the focus from the screen that the person acted on. */
export function headline(title: Words, lead: Words): TemplateResult {
  return html`<h2 id="title" part="title" tabindex="-1">${title}</h2><p class="quiet">${lead}</p>`
}

/** The first letters of an organization's first two words. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).slice(0, 2)
  return words.map(([first = '']) => first.toLocaleUpperCase()).join('')
}

/** The one button of a screen that asks no question. */
export function action(words: Words, act: () => void): TemplateResult {
  return html`<button type="button" class="action" part="action" @click=${act}>${words}</button>`
}
