import { ConnectEvent } from './connect-event.ts'

/** The server has recorded that the person does not share: time for the page's ordinary form. */
export class ConnectDeclineEvent extends ConnectEvent {
  constructor() {
    super('connect-decline')
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-decline': ConnectDeclineEvent
  }
}
