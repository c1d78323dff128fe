/** The server has recorded that the person does not share: time for the page's ordinary form. */
export class ConnectDeclineEvent extends Event {
  static readonly type = 'connect-decline'

  constructor() {
    super(ConnectDeclineEvent.type, { bubbles: true, composed: true })
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-decline': ConnectDeclineEvent
  }
}
