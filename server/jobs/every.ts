/** Work that this process does again and again. */
export interface Repeated {
  /** Waits for what is under way; nothing begins after it. */
  stop(): Promise<void>
}

/** Does `work` every `ms`, never twice at the same time; what it throws goes to `failed`, and the next time comes. */
export function every(ms: number, work: () => Promise<unknown>, failed: (error: unknown) => void): Repeated {
  let working: Promise<unknown> | null = null
  const timer = setInterval(() => {
    working ??= work()
      .catch(failed)
      .finally(() => {
        working = null
      })
  }, ms)
  return {
    async stop() {
      clearInterval(timer)
      await working
    },
  }
}
