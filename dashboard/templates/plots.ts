import { html, nothing, svg, type TemplateResult } from 'lit'
import type { Tone } from './status.ts'

export interface Series {
  name: string
  tone: Tone
  values: readonly number[]
}

interface Plot {
  title: string
  /** What the plot shows, in a sentence, for whoever does not see it. */
  summary: string
  /** What it is made of, as a table: the names of the columns, and the rows. */
  columns: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

/** A drawing with its numbers as a table beside it, which is all that it says. */
const figure = (
  { title, summary, columns, rows }: Plot,
  drawing: TemplateResult,
  legend: unknown = nothing,
) => html`
  <figure class="panel plot">
    <figcaption><h2>${title}</h2>${legend}</figcaption>
    ${
      rows.length === 0
        ? html`<p class="quiet">Nothing in this time.</p>`
        : html`<div class="drawing" role="img" aria-label=${summary}>${drawing}</div>
          <details>
            <summary>As a table</summary>
            <div class="scroll" tabindex="0" role="region" aria-label="${title}, table">
              <table>
                <thead>
                  <tr>${columns.map((name, at) => html`<th scope="col" class=${at === 0 ? '' : 'end'}>${name}</th>`)}</tr>
                </thead>
                <tbody>
                  ${rows.map(
                    ([name, ...values]) => html`<tr>
                      <th scope="row">${name}</th>
                      ${values.map(value => html`<td class="end">${value}</td>`)}
                    </tr>`,
                  )}
                </tbody>
              </table>
            </div>
          </details>`
    }
  </figure>
`

/** The drawing's own measures; it is drawn as wide as there is room. */
const WIDTH = 720
const HEIGHT = 220
const FOOT = 22
const SIDE = 36

/** Round numbers up to which an axis goes. */
const roundUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)))
  const step = [1, 2, 4, 6, 10].find(one => one * power >= value) ?? 10
  return step * power
}

/** Bars over time, a part of each for every series. */
export function stackedBars(
  title: string,
  unit: string,
  labels: readonly string[],
  series: readonly Series[],
): TemplateResult {
  const totals = labels.map((_, at) => series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0))
  const top = roundUp(Math.max(...totals, 1))
  const slot = (WIDTH - SIDE) / Math.max(labels.length, 1)
  const high = HEIGHT - FOOT - 8
  const heightOf = (value: number) => (value / top) * high
  /** So many that their names do not touch. */
  const every = Math.ceil(labels.length / 8)
  const bars = labels.map((label, at) => {
    let base = HEIGHT - FOOT
    const parts = series.map(({ name, tone, values }) => {
      const value = values[at] ?? 0
      if (value === 0) return nothing
      base -= heightOf(value)
      return svg`<rect class=${tone} x=${SIDE + at * slot + slot * 0.15} y=${base} width=${slot * 0.7} height=${heightOf(value)} rx="2"><title>${label}: ${value} ${name}</title></rect>`
    })
    const name =
      at % every === 0
        ? svg`<text class=${at % (2 * every) === 0 ? '' : 'minor'} x=${SIDE + (at === 0 ? 0 : at + 0.5) * slot} y=${HEIGHT - 5} text-anchor=${at === 0 ? 'start' : 'middle'}>${label}</text>`
        : nothing
    return svg`${parts}${name}`
  })
  // Half a redemption is none.
  const parts = top % 2 === 0 ? [0, 0.5, 1] : [0, 1]
  const lines = parts.map(part => {
    const y = HEIGHT - FOOT - part * high
    return svg`<line x1=${SIDE} x2=${WIDTH} y1=${y} y2=${y} /><text x=${SIDE - 6} y=${y + 4} text-anchor="end">${top * part}</text>`
  })
  const all = totals.reduce((sum, value) => sum + value, 0)
  const plot = {
    title,
    summary: `${all} ${unit}: ${series.map(({ name, values }) => `${values.reduce((sum, value) => sum + value, 0)} ${name}`).join(', ')}`,
    columns: ['Day', ...series.map(({ name }) => name)],
    rows: labels.map((label, at) => [label, ...series.map(({ values }) => values[at] ?? 0)]),
  }
  const legend = html`<ul class="legend">
    ${series.map(({ name, tone }) => html`<li><span class="swatch ${tone}"></span>${name}</li>`)}
  </ul>`
  return figure(plot, html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}">${lines}${bars}</svg>`, legend)
}

export interface Bar {
  name: string
  value: number
  /** The value as it is written. */
  words: string
}

/** Bars below one another, such as a funnel, each as long as its part of the longest. */
export function barList(
  title: string,
  summary: string,
  columns: readonly [string, string],
  bars: readonly Bar[],
) {
  const longest = Math.max(...bars.map(({ value }) => value), 1)
  const drawn = bars.map(
    ({ name, value, words }) => html`<li>
      <span>${name}</span><span>${words}</span>
      <svg class="bar" height="12">
        <rect class="ground" width="100%" height="12" rx="6" />
        <rect class="busy" width="${(value / longest) * 100}%" height="12" rx="6" />
      </svg>
    </li>`,
  )
  const plot = { title, summary, columns, rows: bars.map(({ name, words }) => [name, words]) }
  return figure(plot, html`<ul class="bars">${drawn}</ul>`)
}
