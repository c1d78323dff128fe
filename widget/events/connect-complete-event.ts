import type { InquiryStatus } from '../../server/api/wire.ts'

/**
 * The widget's part is done and the page can go on. `status` is the inquiry's: `pending` where it still awaits input
 * that the source does not have and the page must ask for. Also told when a page is loaded after the end.
 */
export class ConnectCompleteEvent extends Event {
  static readonly type = 'connect-complete'
  readonly inquiryId: string
  readonly status: InquiryStatus

  constructor(inquiryId: string, status: InquiryStatus) {
    super(ConnectCompleteEvent.type, { bubbles: true, composed: true })
    this.inquiryId = inquiryId
    this.status = status
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-complete': ConnectCompleteEvent
  }
}
