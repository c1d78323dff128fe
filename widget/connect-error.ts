/** Everything that can go wrong between the widget and the companion server, as `connect-error` names it. */
export type ConnectErrorCode =
  | 'invalid_client_secret'
  | 'origin_not_allowed'
  | 'session_expired'
  | 'share_token_refused'
  | 'consent_refused'
  | 'already_decided'
  | 'server_unreachable'
  | 'redemption_failed'
  | 'unexpected_answer'

/** A failure with a code for the page. Its message is that code: nothing of an answer's text is kept. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError'
  readonly code: ConnectErrorCode

  constructor(code: ConnectErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}

const passing: readonly ConnectErrorCode[] = [
  'share_token_refused',
  'consent_refused',
  'already_decided',
  'server_unreachable',
  'unexpected_answer',
]

/** Whether the same session can go better a second time; where it cannot, the page must make a new one. */
export function canRetry(code: ConnectErrorCode): boolean {
  return passing.includes(code)
}

/**
 * What a failure to read an answer means: words that make no sense, an endless event, or else the network or a time
 * limit, of which `fetch` tells no more.
 */
export function asConnectError(error: unknown): ConnectError {
  if (error instanceof ConnectError) return error
  const senseless = error instanceof SyntaxError || error instanceof RangeError
  return new ConnectError(senseless ? 'unexpected_answer' : 'server_unreachable', { cause: error })
}
