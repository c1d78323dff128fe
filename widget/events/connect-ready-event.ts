import { ConnectEvent } from './connect-event.ts'

/** The session is loaded and the person sees where it stands. Told again after a retry that loads it again. */
export class ConnectReadyEvent extends ConnectEvent {
  constructor() {
    super('connect-ready')
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-ready': ConnectReadyEvent
  }
}
