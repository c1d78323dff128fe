import type { AwaitedInput, InquiryStatus } from '../server/api/wire.ts'
import type { Session } from './answers.ts'
import type { ConnectErrorCode } from './connect-error.ts'
import type { SeenEvent } from './progress-events.ts'

export type Decision = 'granted' | 'declined'

/**
 * What became of the source's page: there is none; not asked for since the load; in a window; kept shut by the browser;
 * the person declined there.
 */
export type SourcePageState = 'none' | 'unopened' | 'opened' | 'blocked' | 'declined'

/** Where one session stands. A snapshot: frozen, and replaced as a whole by the next one. */
export type SessionState =
  | { readonly phase: 'loading' }
  | {
      readonly phase: 'asking'
      readonly session: Session
      readonly problem: 'nothing-to-share' | null
    }
  | { readonly phase: 'deciding'; readonly session: Session; readonly decision: Decision }
  | {
      readonly phase: 'waiting-for-token'
      readonly session: Session
      readonly sourcePage: SourcePageState
      /** A token is there and has been sent to the server, which has not answered yet. */
      readonly tokenSent: boolean
    }
  | {
      readonly phase: 'redeeming'
      readonly session: Session
      readonly events: readonly SeenEvent[]
    }
  | {
      readonly phase: 'awaiting-input'
      readonly session: Session
      readonly events: readonly SeenEvent[]
      readonly inquiryId: string
      readonly missing: readonly AwaitedInput[]
    }
  | {
      readonly phase: 'complete'
      readonly session: Session
      readonly events: readonly SeenEvent[]
      readonly inquiryId: string
      readonly status: InquiryStatus
    }
  | { readonly phase: 'declined'; readonly session: Session }
  /** What was granted has been taken back; what was copied by then stays where it is. */
  | { readonly phase: 'withdrawn'; readonly session: Session }
  | { readonly phase: 'failed'; readonly code: ConnectErrorCode }

export type Phase = SessionState['phase']

/** Where the server may say that a session stands, beside the question. */
const resumed: readonly Phase[] = [
  'waiting-for-token',
  'redeeming',
  'complete',
  'declined',
  'withdrawn',
  'failed',
]

/** Every move there is. After a grant the person can take it back at any time, after the end too. */
export const transitions: Readonly<Record<Phase, readonly Phase[]>> = {
  loading: ['asking', ...resumed],
  // In these two the session may have gone on in another tab, or expired.
  asking: ['asking', 'deciding', ...resumed],
  deciding: ['waiting-for-token', 'declined', 'withdrawn', 'failed'],
  'waiting-for-token': resumed,
  redeeming: ['redeeming', 'awaiting-input', 'complete', 'withdrawn', 'failed'],
  'awaiting-input': ['redeeming', 'complete', 'withdrawn', 'failed'],
  complete: ['withdrawn'],
  declined: [],
  withdrawn: [],
  failed: ['loading', 'withdrawn'],
}

/**
 * The next snapshot.
 *
 * @throws Error where the table holds no such move: a mistake in this code, never in an answer
 */
export function move(from: SessionState, to: SessionState): SessionState {
  if (!transitions[from.phase].includes(to.phase)) {
    throw new Error(`A session cannot go from ${from.phase} to ${to.phase}.`)
  }
  return Object.freeze(to)
}

/** Whether nothing more is expected from the server: what is under way can be let go. What is complete can be withdrawn. */
export function isSettled(phase: Phase): boolean {
  return ['declined', 'withdrawn', 'failed'].includes(phase)
}
