import type { SessionState } from './session-state.ts'

/**
 * Whether the person may have granted something by now, which they keep a receipt of and can take back. The server says
 * so for certain; a request that was never theirs to answer, or that nobody can reach, it is not asked about.
 */
export function mayHaveGranted(state: SessionState): boolean {
  if (state.phase !== 'failed') return !['loading', 'asking', 'deciding', 'declined'].includes(state.phase)
  return ['session_expired', 'share_token_refused', 'redemption_failed'].includes(state.code)
}
