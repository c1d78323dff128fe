/** The primary subtag of the language around an element, or of its own; empty where there is none. */
export function languageOf(element: Element): string {
  const tag = element.closest('[lang]')?.getAttribute('lang') ?? ''
  return /^[a-z]{2,3}(?=-|$)/.exec(tag.toLowerCase())?.[0] ?? ''
}
