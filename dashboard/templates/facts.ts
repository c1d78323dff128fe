import { html, nothing } from 'lit'
import { drawingOf, type Tone } from './status.ts'

/** What there is to know of one object, by name; what is undefined does not apply to it and is left out. */
export const facts = (
  entries: readonly (readonly [name: string, value: unknown])[],
) => html`<dl class="facts">
  ${entries.filter(([, value]) => value !== undefined).map(([name, value]) => html`<dt>${name}</dt><dd>${value ?? html`<span class="quiet">–</span>`}</dd>`)}
</dl>`

export interface Happening {
  title: string
  /** When, or what more there is to say. */
  note?: unknown
  tone: Tone
}

/** What happened to one object, from its beginning. */
export const timeline = (happenings: readonly Happening[]) => html`<ol class="timeline">
  ${happenings.map(
    ({ title, note, tone }) => html`<li class=${tone}>
      <span class="point">${drawingOf(tone)}</span>
      <div><strong>${title}</strong>${note === undefined ? nothing : html`<small>${note}</small>`}</div>
    </li>`,
  )}
</ol>`
