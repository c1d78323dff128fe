import { html, type TemplateResult } from 'lit'
import type { Words } from '../messages/messages.ts'
import { headline } from './text.ts'

/** How a screen without a question begins: a sign, a headline and a sentence. */
export function outcome(icon: TemplateResult, title: Words, body: Words, mood = ''): TemplateResult {
  return html`<span class="seal ${mood}">${icon}</span>${headline(title, body)}`
}
