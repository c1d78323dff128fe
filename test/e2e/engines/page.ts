/** Functions of the page, for `call`. Each stands for itself: it uses nothing but what is in it. */

/** The button, link or input of that name, in the page or in one of our elements; undefined where there is none. */
export function control(name: string): Element | undefined {
  const ours = document.querySelectorAll('connect-widget, connect-share')
  const roots = [document, ...Array.from(ours, element => element.shadowRoot)]
  const controls = roots.flatMap(root => Array.from(root?.querySelectorAll('button, a, input') ?? []))
  const nameOf = (element: Element) => element.getAttribute('aria-label') ?? element.textContent
  return controls.find(element => nameOf(element)?.trim() === name)
}

/** The link that speaks of something. */
export const linkWith = (words: string): Element | undefined =>
  Array.from(document.links).find(({ textContent }) => textContent?.includes(words))

/** Where the widget is; undefined while it is on its way there. */
export function phase(): string | undefined {
  const widget = document.querySelector('connect-widget')
  const phases = [
    'asking',
    'waiting-for-token',
    'redeeming',
    'awaiting-input',
    'complete',
    'declined',
    'failed',
  ]
  return phases.find(name => widget?.matches(`:state(${name})`))
}

/** Gives the widget what a page gives it. */
export function give(properties: Partial<{ clientSecret: string; shareToken: string; lang: string }>): void {
  Object.assign(document.querySelector('connect-widget') ?? {}, properties)
}

/** What the page's form would send. */
export const formData = (): Record<string, unknown> =>
  Object.fromEntries(new FormData(document.forms[0]).entries())

/** What the widget says, how it is written and what its buttons are. */
export function screen(): { direction: string; text: string; buttons: string[] } {
  const root = document.querySelector('connect-widget')?.shadowRoot
  const section = root?.querySelector('section')
  return {
    direction: section ? getComputedStyle(section).direction : '',
    text: section?.innerText ?? '',
    buttons: Array.from(
      root?.querySelectorAll('button') ?? [],
      ({ textContent }) => textContent?.trim() ?? '',
    ),
  }
}

declare global {
  interface Window {
    /** The widget's events by name, progress by the name of what has happened. */
    toldNames: string[]
    /** What the widget has asked the server for events as. */
    eventRequests: (string | null)[]
  }
}

/** From now on the page writes down the widget's events, and how the widget asks the server for its own. */
export function writeDown(): void {
  window.toldNames = []
  window.eventRequests = []
  for (const name of ['decision', 'progress', 'complete', 'decline', 'error']) {
    document.addEventListener(`connect-${name}`, event => {
      window.toldNames.push('name' in event ? String(event.name) : event.type)
    })
  }
  const send = window.fetch
  window.fetch = (input, init) => {
    if (String(input).endsWith('/session/events'))
      window.eventRequests.push(new Headers(init?.headers).get('accept'))
    return send(input, init)
  }
}

export const toldNames = (): string[] => window.toldNames
export const eventRequests = (): (string | null)[] => window.eventRequests
