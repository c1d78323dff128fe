/** Wakes the readers of a stream. A signal says only that there may be news: readers fetch what they have not seen. */
export interface Signals {
  publish(streamId: string): void
  /** Calls `wake` at each signal until the returned function is called. */
  subscribe(streamId: string, wake: () => void): () => void
}

/** Signals within this process. */
export function createSignals(): Signals {
  const readers = new Map<string, Set<() => void>>()
  return {
    publish(streamId) {
      for (const wake of [...(readers.get(streamId) ?? [])]) wake()
    },
    subscribe(streamId, wake) {
      const woken = readers.get(streamId) ?? new Set()
      readers.set(streamId, woken.add(wake))
      return () => {
        woken.delete(wake)
        if (woken.size === 0 && readers.get(streamId) === woken) readers.delete(streamId)
      }
    },
  }
}
