import { html } from 'lit'

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const minute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const second = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** A time of the API's, as this person's place writes it; a dash where there is none. */
export const moment = (time: string | null, precision: 'day' | 'minute' | 'second' = 'minute') => {
  if (time === null) return html`<span class="quiet">–</span>`
  const format = { day, minute, second }[precision]
  return html`<time datetime=${time} title=${second.format(new Date(time))}>${format.format(new Date(time))}</time>`
}
