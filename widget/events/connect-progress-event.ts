import type { ProgressEvent } from '../../server/api/wire.ts'

/** A stage of the redemption has begun or ended. */
export class ConnectProgressEvent extends Event {
  static readonly type = 'connect-progress'
  /** How many of the `steps` are done. */
  readonly step: number
  readonly steps: number
  /** What happened, in the words of the event stream, `data.copied` for one. */
  readonly name: ProgressEvent['name']

  constructor({ step, steps, name }: Pick<ProgressEvent, 'step' | 'steps' | 'name'>) {
    super(ConnectProgressEvent.type, { bubbles: true, composed: true })
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
