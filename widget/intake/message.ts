import { hasShape, isOneOf, isText } from '../guards.ts'
import { isShareToken } from './share-token.ts'
import { addressWith, type SourceAddress } from './source-page.ts'

/** Asks a source's page, in a window of its own, for a share token; it answers by a message to this window. */
export interface SourcePageRequest extends SourceAddress {
  onShareToken(shareToken: string): void
  /** Ends the listening; the window stays as it is. */
  signal: AbortSignal
}

const FEATURES = 'popup,width=480,height=760'

const isShareTokenMessage = hasShape<{ type: 'connect/share-token'; state: string; 'share-token': string }>({
  type: isOneOf('connect/share-token'),
  state: isText,
  'share-token': isShareToken,
})

/**
 * Opens the source's page with `share-request`, `origin` and `state` in its query and listens for
 * `{ type: 'connect/share-token', state, 'share-token' }`. Must be called within a click, before anything is awaited,
 * or the browser keeps the window shut; then it is null.
 *
 * Most pairs of opener policies cut the window off and make its `closed` true while it is open, so `closed` is never
 * read; the server's stream is the way that always works, and this one only faster.
 */
export function openSourcePage(request: SourcePageRequest): Window | null {
  // 128 random bits: what ties an answer to this one question.
  const state = crypto.getRandomValues(new Uint32Array(4)).join('-')
  const url = addressWith(request, { state })
  const page = window.open(url, `connect-${request.shareRequestId}`, FEATURES)
  if (page === null) return null

  const answered = new AbortController()
  const receive = ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== page || origin !== url.origin) return
    if (!isShareTokenMessage(data) || data.state !== state) return
    answered.abort()
    request.onShareToken(data['share-token'])
  }
  window.addEventListener('message', receive, { signal: AbortSignal.any([request.signal, answered.signal]) })
  return page
}
