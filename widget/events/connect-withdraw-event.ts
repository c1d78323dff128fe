import { ConnectEvent } from './connect-event.ts'

/**
 * The person has stopped sharing, and the server has recorded it: what they granted cannot be used any more. What was
 * copied before is the destination's. Also told when a page is loaded after that.
 */
export class ConnectWithdrawEvent extends ConnectEvent {
  constructor() {
    super('connect-withdraw')
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-withdraw': ConnectWithdrawEvent
  }
}
