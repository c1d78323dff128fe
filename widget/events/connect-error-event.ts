import type { ConnectErrorCode } from '../connect-error.ts'

/** The session cannot go on. The person sees a sentence, and a way to try again where that can help. */
export class ConnectErrorEvent extends Event {
  static readonly type = 'connect-error'
  readonly code: ConnectErrorCode

  constructor(code: ConnectErrorCode) {
    super(ConnectErrorEvent.type, { bubbles: true, composed: true })
    this.code = code
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-error': ConnectErrorEvent
  }
}
