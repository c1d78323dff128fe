/** The primary subtag of the language around an element, through the shadow roots that it may be in; empty for none. */
export function languageOf(element: Element): string {
  const found = element.closest('[lang]')
  const root = element.getRootNode()
  if (!found && root instanceof ShadowRoot) return languageOf(root.host)
  return /^[a-z]{2,3}(?=-|$)/i.exec(found?.getAttribute('lang') ?? '')?.[0].toLowerCase() ?? ''
}

/** Tells of each change of a language around an element, through the shadow roots that it may be in. */
export function observeLanguage(element: Element, changed: () => void): MutationObserver {
  const observer = new MutationObserver(changed)
  let root = element.getRootNode()
  observer.observe(root, OF_LANGUAGES)
  while (root instanceof ShadowRoot) {
    root = root.host.getRootNode()
    observer.observe(root, OF_LANGUAGES)
  }
  return observer
}

const OF_LANGUAGES = { subtree: true, attributeFilter: ['lang'] }
