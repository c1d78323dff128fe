/**
 * Keeps the place of whoever goes by keyboard or hears the page: where what had the focus is taken away, such as a row's
 * button by what was done to the row, the focus goes to the nearest of what was around it. Browsers leave it nowhere.
 */
export function keepFocus(signal: AbortSignal): void {
  let around: readonly Element[] = []
  const remember = (event: FocusEvent) => {
    around = event.composedPath().filter(place => place instanceof Element)
  }
  const restore = () => {
    if (document.activeElement !== document.body || (around[0]?.isConnected ?? true)) return
    const place = around.find(one => one.isConnected && one !== document.body)
    around = []
    if (!(place instanceof HTMLElement) || !document.querySelector('main')?.contains(place)) return
    place.tabIndex = -1
    place.focus({ preventScroll: true })
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true })
  }
  addEventListener('focusin', remember, { signal })
  const changes = new MutationObserver(restore)
  changes.observe(document.body, { childList: true, subtree: true })
  signal.addEventListener('abort', () => changes.disconnect())
}
