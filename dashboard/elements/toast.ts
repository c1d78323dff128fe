import { html, LitElement } from 'lit'
import { icon } from '../shell/icons.ts'

/** How long a word stays, in ms: long enough to read it twice. */
const STAYS_MS = 6_000

/** What has just been done, for the eye and, as a live region, for the ear. */
class ToastRegion extends LitElement {
  static override properties = { words: { state: true } }

  declare words: readonly { id: number; text: string }[]
  private count = 0

  constructor() {
    super()
    this.words = []
  }

  protected override createRenderRoot() {
    return this
  }

  say(text: string) {
    const id = ++this.count
    this.words = [...this.words, { id, text }]
    setTimeout(() => {
      this.words = this.words.filter(one => one.id !== id)
    }, STAYS_MS)
  }

  protected override render() {
    return html`<div class="toasts" role="status">${this.words.map(({ text }) => html`<p>${icon('check')}${text}</p>`)}</div>`
  }
}

customElements.define('toast-region', ToastRegion)

// It is there before it has anything to say: a live region that comes with its words is not always read.
const region = document.body.appendChild(new ToastRegion())

/** Says that something was done. */
export const toast = (text: string): void => region.say(text)
