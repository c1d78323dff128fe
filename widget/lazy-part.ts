/** A part of the screen that is loaded where it is needed, and let go of afterwards. */
export class LazyPart<Part> {
  /** Null while it is not needed, not loaded yet, or cannot be. */
  part: Part | null = null
  readonly #load: (signal: AbortSignal, need: string) => Promise<Part>
  readonly #changed: () => void
  #work = new AbortController()
  #need = ''

  /**
   * @param load makes it for what it is needed for; the signal is aborted when it is let go of
   * @param changed is told when it is there, or cannot be
   */
  constructor(load: (signal: AbortSignal, need: string) => Promise<Part>, changed: () => void) {
    this.#load = load
    this.#changed = changed
  }

  /** What it is needed for, or empty. For something else it is made anew, and the old one stays until then. */
  async need(need: string): Promise<void> {
    if (need === this.#need) return
    this.#need = need
    this.#work.abort()
    this.#work = new AbortController()
    const { signal } = this.#work
    const part = need ? await this.#load(signal, need).catch(() => null) : null
    if (signal.aborted) return
    this.part = part
    this.#changed()
  }
}
