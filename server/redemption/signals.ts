/** Wakes the readers of a stream. A signal says only that there may be news: readers fetch what they have not seen. */
export interface Signals {
  publish(streamId: string): void
  /** Calls `wake` at each signal until the returned function is called. */
  subscribe(streamId: string, wake: () => void): () => void
}

/** Signals within this process, with a way in for those of others. */
export interface LocalSignals extends Signals {
  /** Wakes every reader of every stream. */
  publishAll(): void
  /** How many readers there are. */
  readers(): number
}

/** Signals within this process. */
export function createSignals(): LocalSignals {
  const readers = new Map<string, Set<() => void>>()
  const publish = (streamId: string) => {
    for (const wake of [...(readers.get(streamId) ?? [])]) wake()
  }
  return {
    publish,
    readers: () => [...readers.values()].reduce((sum, woken) => sum + woken.size, 0),
    publishAll() {
      for (const streamId of [...readers.keys()]) publish(streamId)
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

/** Signals that reach the readers of other instances as well: `tell` passes on which stream has news. */
export const withNews = (local: Signals, { tell }: { tell(streamId: string): void }): Signals => ({
  ...local,
  publish(streamId) {
    local.publish(streamId)
    tell(streamId)
  },
})
