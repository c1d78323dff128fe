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

  constructor(decision: Decision, dataTypes: readonly DataType[]) {
    super('connect-decision', { cancelable: true })
    this.decision = decision
    this.dataTypes = dataTypes
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-decision': ConnectDecisionEvent
  }
}
