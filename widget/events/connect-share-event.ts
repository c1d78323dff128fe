import { ConnectEvent } from './connect-event.ts'

/**
 * The person has shared, and the token has been handed over as far as a page can: the destination goes on by itself,
 * and this page has nothing left to do.
 */
export class ConnectShareEvent extends ConnectEvent {
  constructor() {
    super('connect-share')
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-share': ConnectShareEvent
  }
}
