/** What a page's app is given for its widget. */
export interface Given {
  server: string
  clientSecret: string
  shareToken: string
}

/** An app that holds the widget, written as its framework would have it. */
export interface App {
  /** Draws the page, or draws it again with something else. */
  show(given: Given): void
  /** Takes the page away. */
  leave(): void
}

declare global {
  interface Window {
    app: App
    /** The widget's events, as the framework has handed them to the app. */
    handed: string[]
  }
}

/** Where the app is drawn: within the page's form. */
export function place(): Element {
  const found = document.querySelector('#app')
  if (found === null) throw new Error('no place')
  return found
}

window.handed = []

/** A listener for the app to give to its framework. */
export function hear(event: Event): void {
  window.handed.push(event.type)
}
