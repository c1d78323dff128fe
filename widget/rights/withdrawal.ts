/** The withdrawal's outside. */
interface Surroundings {
  /** Has it recorded, and shown. Rejects where it is not recorded. */
  withdraw(): Promise<void>
  changed(): void
  signal: AbortSignal
}

/** Taking back what was granted: one request at a time, and nothing is said to be done that is not recorded. */
export class Withdrawal {
  isUnderWay = false
  hasFailed = false
  readonly #outside: Surroundings

  constructor(outside: Surroundings) {
    this.#outside = outside
  }

  async begin(): Promise<void> {
    if (this.isUnderWay) return
    this.#show(true, false)
    await this.#outside.withdraw().catch(() => {})
    // Once it is shown, this part has been let go of.
    if (!this.#outside.signal.aborted) this.#show(false, true)
  }

  #show(isUnderWay: boolean, hasFailed: boolean): void {
    this.isUnderWay = isUnderWay
    this.hasFailed = hasFailed
    this.#outside.changed()
  }
}
