import type { html, nothing } from 'lit/html.js'
import type { InputResource } from '../../server/api/wire.ts'
import type { CollectWords } from './words/words.ts'

/** What drawing needs. Lit is handed in, so that a page that has the widget loads no second one. */
export interface View {
  html: typeof html
  nothing: typeof nothing
  words: CollectWords
  locale: string
  labelOf(input: InputResource['attributes']): string
}
