import { html } from 'lit'
import { ApiError, type ErrorCode } from '../../client/api-error.ts'
import { icon } from '../shell/icons.ts'

/** What each code means to whoever sits at the dashboard; the server's own words come after it. */
const WORDS: Readonly<Partial<Record<ErrorCode, string>>> = {
  unreachable: 'The server cannot be reached. Check your connection and try again.',
  timed_out: 'The server took too long to answer.',
  unauthorized: 'You are not signed in any more.',
  forbidden: 'You may not do this.',
  not_found: 'This is not here, or not yours.',
  conflict: 'This is not possible any more.',
  too_many_requests: 'Too much was asked of the server in a short time. Try again in a moment.',
  internal: 'Something went wrong on the server.',
}

const NO_PASSKEY =
  'No passkey was used. Either it was called off, it took too long, or this device has none for this place.'

/** Why something did not work, in a sentence or two. */
export function wordsOf(error: unknown): string {
  // What browsers say of every passkey that does not come, so that no page learns why (WebAuthn, section 14.5.1).
  if (error instanceof Error && error.name === 'NotAllowedError') return NO_PASSKEY
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : 'Something went wrong.'
  const { code, details } = error
  return [WORDS[code], ...details.map(sentence)].filter(words => words !== undefined).join(' ')
}

const sentence = (detail: string): string => {
  const words = detail
    .replace(/\b(data\.)?(attributes|meta)\.(?=[a-z])/g, '')
    // What the field is called here, without the hyphens that it has on the wire.
    .replace(/^[a-z]+(-[a-z]+)+(?= )/, name => name.replaceAll('-', ' '))
  const begun = words.charAt(0).toUpperCase() + words.slice(1)
  return /[.!?]$/.test(begun) ? begun : `${begun}.`
}

/** What stands where something should be that could not be got, with another try. */
export const problem = (error: unknown, again: () => void) => html`
  <div class="problem" role="alert">
    ${icon('warning')}
    <p>${wordsOf(error)}</p>
    ${requestId(error)}
    <wa-button appearance="outlined" @click=${again}>Try again</wa-button>
  </div>
`

const requestId = (error: unknown) =>
  error instanceof ApiError && error.requestId ? html`<small>Request ${error.requestId}</small>` : ''
