import { ConnectEvent } from './connect-event.ts'
import type { OpenResult } from './open-result.ts'

/**
 * The person has closed the dialog. That is no answer: nothing is granted or refused by it. What came of it before, says
 * `result`; the same session can be opened again.
 */
export class ConnectDismissEvent extends ConnectEvent {
  readonly result: OpenResult

  constructor(result: OpenResult) {
    super('connect-dismiss')
    this.result = result
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-dismiss': ConnectDismissEvent
  }
}
