import { render, type TemplateResult } from 'lit/html.js'
import { createSheet, sheetText } from './styles/styles.ts'

/** What a view draws. */
export interface Drawing {
  /** What is to be shown now; null leaves what is shown. */
  template(): TemplateResult | null
  /** Called after each time. */
  drawn?(): void
}

/**
 * What an element shows, in a shadow root. Lit's templates without Lit's element, whose declared properties and
 * controllers would cost each page 2 kB and do nothing here that the platform does not.
 */
export class View {
  readonly root: ShadowRoot
  readonly #drawing: Drawing
  readonly #adopted = new Set<string>()
  #next: Promise<void> | null = null

  constructor(root: ShadowRoot, drawing: Drawing) {
    this.root = root
    this.#drawing = drawing
    this.adopt(sheetText)
  }

  /** Takes rules beside those it has, once. A page's policy needs no `style-src` for them: they are not inserted. */
  adopt(text: string): void {
    if (this.#adopted.has(text)) return
    this.#adopted.add(text)
    this.root.adoptedStyleSheets.push(createSheet(text))
  }

  /** Draws anew, at the end of this turn and once for all that was asked in it. */
  update(): void {
    this.#next ??= Promise.resolve().then(() => {
      this.#next = null
      this.#draw()
    })
  }

  /** Resolves when what is shown is up to date. */
  get settled(): Promise<void> {
    return this.#next ?? Promise.resolve()
  }

  #draw(): void {
    const { root } = this
    const focused = root.activeElement
    const template = this.#drawing.template()
    if (template === null) return
    render(template, root)
    // What the person acted on is gone: they go on at the headline of what replaced it.
    if (focused && !root.activeElement) root.querySelector<HTMLElement>('#title')?.focus()
    this.#drawing.drawn?.()
  }
}
