import { hasShape, isOneOf, isText } from '../guards.ts'

/** Asks a source's page, in a window of its own, for a share token; it answers by a message to this window. */
export interface SourcePageRequest {
  /** The source's page; its origin is the only one whose message counts. */
  url: URL
  /** The share request that the token must be minted for. */
  shareRequestId: string
  onShareToken(shareToken: string): void
  /** Ends the listening; the window stays as it is. */
  signal: AbortSignal
}

/** The window as far as this page can know it: whether it opened, never whether the person has closed it. */
export interface SourcePage {
  readonly opened: boolean
  close(): void
}

const FEATURES = 'popup,width=480,height=760'
const MAX_TOKEN_LENGTH = 512

const isShareTokenMessage = hasShape<{ type: 'connect/share-token'; state: string; 'share-token': string }>({
  type: isOneOf('connect/share-token'),
  state: isText,
  'share-token': isText,
})

/**
 * Opens the source's page with `share-request`, `origin` and `state` in its query and listens for
 * `{ type: 'connect/share-token', state, 'share-token' }`. Must be called within a click, before anything is awaited,
 * or the browser keeps the window shut.
 *
 * Most pairs of opener policies cut the window off and make its `closed` true while it is open, so `closed` is never
 * read; the server's stream is the way that always works, and this one only faster.
 */
export function openSourcePage(request: SourcePageRequest): SourcePage {
  const state = randomState()
  const url = new URL(request.url)
  url.searchParams.set('share-request', request.shareRequestId)
  url.searchParams.set('origin', location.origin)
  url.searchParams.set('state', state)

  const page = window.open(url, `connect-${request.shareRequestId}`, FEATURES)
  if (page === null) return { opened: false, close() {} }

  const answered = new AbortController()
  const receive = ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== page || origin !== url.origin) return
    if (!isShareTokenMessage(data) || data.state !== state) return
    const shareToken = data['share-token']
    if (shareToken === '' || shareToken.length > MAX_TOKEN_LENGTH) return
    answered.abort()
    request.onShareToken(shareToken)
  }
  window.addEventListener('message', receive, { signal: AbortSignal.any([request.signal, answered.signal]) })
  return { opened: true, close: () => page.close() }
}

/** 128 random bits, hexadecimal: what ties an answer to this one question. */
function randomState(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
