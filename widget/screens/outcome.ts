import { html, type TemplateResult } from 'lit/html.js'
import { headline } from './text.ts'

/** How a screen without a question begins: a sign, a headline and a sentence. */
export function outcome(icon: TemplateResult, title: string, body: string, mood = ''): TemplateResult {
  return html`<span class=${`avatar seal ${mood}`}>${icon}</span>${headline(title, body)}`
}
