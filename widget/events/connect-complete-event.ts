import type { InquiryStatus } from '../../server/api/wire.ts'
import { ConnectEvent } from './connect-event.ts'

/**
 * The widget's part is done and the page can go on. `status` is the inquiry's: `pending` where it still awaits input
 * that the source does not have and the page must ask for. Also told when a page is loaded after the end.
 */
export class ConnectCompleteEvent extends ConnectEvent {
  readonly inquiryId: string
  readonly status: InquiryStatus
  /** Names of the fields and documents that are still missing; empty unless `pending`. */
  readonly missing: readonly string[]

  constructor(inquiryId: string, status: InquiryStatus, missing: readonly string[] = []) {
    super('connect-complete')
    this.inquiryId = inquiryId
    this.status = status
    this.missing = missing
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-complete': ConnectCompleteEvent
  }
}
