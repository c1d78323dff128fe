import type { Manner } from './relay.ts'
import type { Companies } from './stage.ts'

/** What the page gives its element, and what somebody does then. */
export interface Scene {
  /** Of the session that `<connect-widget>` shows; without one it waits for its page. */
  clientSecret?: string
  /** A token that the page has already. */
  shareToken?: string
  /** What `<connect-share>` shows instead, on the source's page. */
  shareRequestId?: string
  /** What stands between the page and the server; `nowhere` where the address leads to no server of Connect's. */
  through?: Manner | 'nowhere'
  /** As soon as the question is there: "Share" is pressed, or before that the other answer in another tab. */
  press?: 'share' | 'decline-elsewhere'
}

/** Brings the companies and the person to where a scene begins, for a page of that origin. */
export type Stage = (companies: Companies, origin: string) => Promise<Scene>
