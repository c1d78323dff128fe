/** What the widget tells a page: it can be heard on the element and on everything around it, out of shadow roots too. */
export abstract class ConnectEvent extends Event {
  constructor(type: `connect-${string}`, options?: EventInit) {
    super(type, { bubbles: true, composed: true, ...options })
  }
}
