import type { DataType } from '../../server/api/wire.ts'
import type { Decision } from '../session-state.ts'
import { ConnectEvent } from './connect-event.ts'

/**
 * The person has pressed "Share" or "Don't share", and nothing has been sent yet. A page that cancels the event leaves
 * the question open.
 */
export class ConnectDecisionEvent extends ConnectEvent {
  readonly decision: Decision
  /** What they let travel; empty when they declined. */
  readonly dataTypes: readonly DataType[]
  /**
   * Whether the browser vouches that a person has pressed the button (`isTrusted` of the click). It does not for a click
   * that a script made: the page's own, a test tool's, but also that of an extension by which somebody speaks to their
   * browser or drives it with a few keys. So the widget takes it, and a page that is sure that none of its visitors
   * presses like that may cancel it. It keeps out a script that knows no better, not one that has the client secret.
   */
  readonly isTrustedPress: boolean

  constructor(decision: Decision, dataTypes: readonly DataType[], isTrustedPress: boolean) {
    super('connect-decision', { cancelable: true })
    this.decision = decision
    this.dataTypes = dataTypes
    this.isTrustedPress = isTrustedPress
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-decision': ConnectDecisionEvent
  }
}
