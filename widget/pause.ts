/** Tells of each moment at which a page should look again: the browser is back online, or the page in view. */
export function onWake(wake: () => void, signal: AbortSignal): void {
  window.addEventListener('online', wake, { signal })
  const wakeInView = () => {
    if (document.visibilityState === 'visible') wake()
  }
  document.addEventListener('visibilitychange', wakeInView, { signal })
}

/** What a browser's clock can hold; a longer time would be none at all. */
const LONGEST = 2 ** 31 - 1

/**
 * Waits in a page: until the time is over, or until the browser is online again or the page in view again, since then
 * the person is waiting. Resolves at once when the signal is aborted.
 */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const over = new AbortController()
    const finish = () => {
      clearTimeout(timer)
      over.abort()
      resolve()
    }
    const timer = setTimeout(finish, Math.min(milliseconds, LONGEST))
    if (signal.aborted) return finish()
    signal.addEventListener('abort', finish, { signal: over.signal })
    onWake(finish, over.signal)
  })
}
