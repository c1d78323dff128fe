import { html, nothing } from 'lit'
import { type IconName, icon } from '../shell/icons.ts'

interface NothingOptions {
  drawing: IconName
  /** Whether filters or a search narrow the list. */
  isNarrowed: boolean
  /** Where the list has nothing at all yet. */
  title: string
  words?: string
  /** Of the heading: 3 where the list is a part of a page. */
  level?: 2 | 3
}

/** What a list says that is empty: that the filters left nothing of it, or that there is nothing yet. */
export function nothingHere({ drawing, isNarrowed, title, words, level = 2 }: NothingOptions) {
  const said = isNarrowed ? 'None is like that' : title
  const more = isNarrowed ? 'Other filters may find some.' : words
  return html`${icon(drawing)}
    ${level === 2 ? html`<h2>${said}</h2>` : html`<h3>${said}</h3>`}
    ${more ? html`<p>${more}</p>` : nothing}`
}
