/** The session is loaded and the person sees where it stands. Told again after a retry that loads it again. */
export class ConnectReadyEvent extends Event {
  static readonly type = 'connect-ready'

  constructor() {
    super(ConnectReadyEvent.type, { bubbles: true, composed: true })
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-ready': ConnectReadyEvent
  }
}
