import type { SessionState } from '../session-state.ts'

/**
 * What came of a session by the time its dialog was closed. `pending`: the inquiry still awaits input; `dismissed`: no
 * end was reached, which is no answer, and what the server was told before stands.
 */
export interface OpenResult {
  status: 'completed' | 'pending' | 'declined' | 'withdrawn' | 'dismissed' | 'expired'
  /** With `completed` and `pending`. */
  inquiryId?: string
}

/** That of a session in this state. */
export function openResultOf(state: SessionState): OpenResult {
  switch (state.phase) {
    case 'complete':
      return { status: 'completed', inquiryId: state.inquiryId }
    case 'awaiting-input':
      return { status: 'pending', inquiryId: state.inquiryId }
    case 'declined':
    case 'withdrawn':
      return { status: state.phase }
    default:
      return {
        status: state.phase === 'failed' && state.code === 'session_expired' ? 'expired' : 'dismissed',
      }
  }
}
