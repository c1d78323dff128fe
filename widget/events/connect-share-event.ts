/**
 * The person has shared, and the token has been handed over as far as a page can: the destination goes on by itself,
 * and this page has nothing left to do.
 */
export class ConnectShareEvent extends Event {
  static readonly type = 'connect-share'

  constructor() {
    super(ConnectShareEvent.type, { bubbles: true, composed: true })
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-share': ConnectShareEvent
  }
}
