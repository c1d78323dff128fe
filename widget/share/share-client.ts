import { isShareRequest, type SeenShareRequest } from '../answers.ts'
import { asConnectError, ConnectError, type ConnectErrorCode } from '../connect-error.ts'
import { hasShape, isText, orNull } from '../guards.ts'
import { jsonOf } from '../json.ts'
import type { Decision } from '../session-state.ts'

/** What the person answered, as the source's backend gets it. */
export interface ShareDecision {
  'share-request-id': string
  decision: Decision
  'data-types': readonly string[]
  'notice-hash': string
  locale: string
}

/**
 * The source's own backend, which knows who is signed in and holds the API key. It passes on what Connect answers:
 *
 * - `GET  <backend>?share-request=shrq_…&locale=de` → `{ data }` of `GET /connect/share-requests/{id}`
 * - `POST <backend>` with a {@link ShareDecision} → `{ "share-token": "cnst_….SECRET" }`, or null in its place where the
 *   person declined
 */
export interface ShareClient {
  request(signal: AbortSignal): Promise<SeenShareRequest>
  decide(decision: ShareDecision, signal: AbortSignal): Promise<string | null>
}

export interface ShareClientOptions {
  /** Address of the backend's route, relative to the page or whole. */
  backend: string
  shareRequest: string
  /** BCP 47 tag of the language to ask in; the session's own where it is empty. */
  locale: string
}

const TIMEOUT_MS = 15_000

const refusals: Readonly<Record<number, ConnectErrorCode>> = {
  401: 'invalid_client_secret',
  403: 'origin_not_allowed',
  404: 'session_expired',
  409: 'consent_refused',
  410: 'session_expired',
  422: 'consent_refused',
}

const hasToken = hasShape<{ 'share-token': string | null }>({ 'share-token': orNull(isText) })

/** A client of that backend; each call rejects with a `ConnectError`, or with the signal's own reason. */
export function createShareClient({ backend, shareRequest, locale }: ShareClientOptions): ShareClient {
  const call = async (url: URL, init: RequestInit, signal: AbortSignal): Promise<unknown> => {
    try {
      const response = await fetch(url, {
        ...init,
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        // The backend knows the person by its own cookie.
        credentials: 'same-origin',
        cache: 'no-store',
      })
      if (!response.ok) {
        throw new ConnectError(
          response.status >= 500 ? 'server_unreachable' : (refusals[response.status] ?? 'unexpected_answer'),
        )
      }
      return JSON.parse(await response.text())
    } catch (error) {
      signal.throwIfAborted()
      throw asConnectError(error)
    }
  }
  return {
    async request(signal) {
      const url = new URL(backend, location.href)
      url.searchParams.set('share-request', shareRequest)
      if (locale) url.searchParams.set('locale', locale)
      const answer = await call(url, { headers: { accept: 'application/json' } }, signal)
      if (!hasShape<{ data: SeenShareRequest }>({ data: isShareRequest })(answer)) {
        throw new ConnectError('unexpected_answer')
      }
      return answer.data
    },
    async decide(decision, signal) {
      const headers = { accept: 'application/json', 'content-type': 'application/json' }
      const init = { method: 'POST', headers, body: jsonOf(decision) }
      const answer = await call(new URL(backend, location.href), init, signal)
      if (!hasToken(answer)) throw new ConnectError('unexpected_answer')
      return answer['share-token']
    },
  }
}
