import type { DataType } from '../../server/api/wire.ts'
import type { Decision } from '../session-state.ts'

/**
 * The person has pressed "Share" or "Don't share", and nothing has been sent yet. A page that cancels the event leaves
 * the question open.
 */
export class ConnectDecisionEvent extends Event {
  static readonly type = 'connect-decision'
  readonly decision: Decision
  /** What they let travel; empty when they declined. */
  readonly dataTypes: readonly DataType[]

  constructor(decision: Decision, dataTypes: readonly DataType[]) {
    super(ConnectDecisionEvent.type, { bubbles: true, composed: true, cancelable: true })
    this.decision = decision
    this.dataTypes = dataTypes
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-decision': ConnectDecisionEvent
  }
}
