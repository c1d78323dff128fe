import { ApiError, type ApiErrorCode } from '../http/api-error.ts'
import type { CodeRefusal } from '../wire.ts'

/** The words of each refusal; none says to whom, or what was sent. */
const WORDS: Readonly<Record<CodeRefusal, string>> = {
  code_wrong: 'the code is not the one that was sent last',
  code_expired: 'the code has expired; ask for another',
  code_attempts_exhausted: 'the code was tried too often; ask for another',
  code_not_sent: 'no code has been sent that could be confirmed now',
  code_sent_recently: 'a code was sent a moment ago',
  code_sends_exhausted: 'no more codes are sent in this session',
  code_not_asked_for: 'the session does not ask for this code, or there is nothing to send it to',
  code_not_delivered: 'the code could not be delivered; try again',
}

const KINDS: Readonly<Partial<Record<CodeRefusal, ApiErrorCode>>> = {
  code_not_asked_for: 'conflict',
  code_not_delivered: 'bad_gateway',
  code_sent_recently: 'too_many_requests',
  code_sends_exhausted: 'too_many_requests',
}

/** `retryAfter`: in how many seconds it can go better. */
export const refused = (code: CodeRefusal, retryAfter?: number): ApiError =>
  new ApiError(KINDS[code] ?? 'unprocessable', WORDS[code], {
    reason: { code },
    ...(retryAfter === undefined ? {} : { retryAfter }),
  })

/** `attemptsLeft`: how often the code that was sent can still be tried. */
export const wrongCode = (attemptsLeft: number): ApiError =>
  attemptsLeft === 0
    ? refused('code_attempts_exhausted')
    : new ApiError('unprocessable', WORDS.code_wrong, {
        reason: { code: 'code_wrong', meta: { 'attempts-left': attemptsLeft } },
      })
