import type { ProgressEvent } from '../../server/api/wire.ts'
import { ConnectEvent } from './connect-event.ts'

/** A stage of the redemption has begun or ended. */
export class ConnectProgressEvent extends ConnectEvent {
  /** How many of the `steps` are done. */
  readonly step: number
  readonly steps: number
  /** What happened, in the words of the event stream, `data.copied` for one. */
  readonly name: ProgressEvent['name']

  constructor({ step, steps, name }: Pick<ProgressEvent, 'step' | 'steps' | 'name'>) {
    super('connect-progress')
    this.step = step
    this.steps = steps
    this.name = name
  }
}

declare global {
  interface HTMLElementEventMap {
    'connect-progress': ConnectProgressEvent
  }
}
