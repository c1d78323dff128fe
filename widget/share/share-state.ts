import type { SeenShareRequest } from '../answers.ts'
import type { ConnectErrorCode } from '../connect-error.ts'

/** Where one share request stands on the source's page. */
export type ShareState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'asking'; readonly request: SeenShareRequest; readonly problem: boolean }
  | { readonly phase: 'deciding'; readonly request: SeenShareRequest }
  | { readonly phase: 'shared'; readonly request: SeenShareRequest }
  | { readonly phase: 'declined'; readonly request: SeenShareRequest }
  | { readonly phase: 'failed'; readonly code: ConnectErrorCode }

/** Where a request that was loaded stands; one that nothing more can come of has failed. */
export function stateOf(request: SeenShareRequest): ShareState {
  switch (request.attributes.status) {
    case 'minted':
      return { phase: 'shared', request }
    case 'expired':
      return { phase: 'failed', code: 'session_expired' }
    default:
      return { phase: 'asking', request, problem: false }
  }
}
