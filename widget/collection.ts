import { html, nothing } from 'lit/html.js'
import type { Collector, CollectorOptions } from './collect/collect.ts'
import { loadCollect } from './load-collect.ts'

/** Where the session is, and in what language to ask. */
export type Asking = Pick<CollectorOptions, 'connection' | 'locale' | 'words'>

/** Whom the collection works for. */
export interface CollectionHost extends Pick<CollectorOptions, 'changed' | 'later'> {
  /** Takes the collection's own rules beside the host's. */
  adopt(sheet: CSSStyleSheet): void
}

/** What asks the person for what is missing: loaded when something is, and let go of afterwards. */
export class Collection {
  readonly #host: CollectionHost
  #work: AbortController | null = null
  #collector: Collector | null = null

  constructor(host: CollectionHost) {
    this.#host = host
  }

  /** Null while it is not needed, or not loaded yet. */
  get collector(): Collector | null {
    return this.#collector
  }

  /** Has it loaded where something is to be asked, or else lets go of it; nothing where that is so already. */
  async need(asking: (() => Promise<Asking>) | null): Promise<void> {
    if ((asking === null) === (this.#work === null)) return
    this.#work?.abort()
    this.#work = null
    this.#collector = null
    if (asking) await this.#load(asking)
  }

  async #load(ask: () => Promise<Asking>): Promise<void> {
    const { adopt, changed, later } = this.#host
    this.#work = new AbortController()
    const { signal } = this.#work
    try {
      const [{ collectorSheet, createCollector }, asking] = await Promise.all([loadCollect(), ask()])
      const collector = await createCollector({ ...asking, html, nothing, changed, later, signal })
      if (signal.aborted) return
      adopt(collectorSheet())
      this.#collector = collector
      changed()
    } catch {
      // It could not be loaded: what is missing is listed, and the page asks for it in its own way.
      if (!signal.aborted) later()
    }
  }
}
