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
    const timer = setTimeout(finish, milliseconds)
    if (signal.aborted) return finish()
    signal.addEventListener('abort', finish, { signal: over.signal })
    window.addEventListener('online', finish, { signal: over.signal })
    const finishInView = () => {
      if (document.visibilityState === 'visible') finish()
    }
    document.addEventListener('visibilitychange', finishInView, { signal: over.signal })
  })
}
