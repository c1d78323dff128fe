import type { ConnectErrorCode } from '../connect-error.ts'
import { ConnectEvent } from './connect-event.ts'

/** The session cannot go on. The person sees a sentence, and a way to try again where that can help. */
export class ConnectErrorEvent extends ConnectEvent {
  readonly code: ConnectErrorCode

  constructor(code: ConnectErrorCode) {
    super('connect-error')
    this.code = code
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-error': ConnectErrorEvent
  }
}
