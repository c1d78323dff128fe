import { html, nothing, type TemplateResult } from 'lit/html.js'
import { canRetry } from '../connect-error.ts'
import type { Messages } from '../messages/messages.ts'
import type { SessionState } from '../session-state.ts'
import type { Handlers } from './handlers.ts'
import { alertIcon } from './icons.ts'
import { outcome } from './outcome.ts'
import { action } from './text.ts'

/** What went wrong in a sentence of ours, and another try where that can help. */
export function failedScreen(
  { code }: Extract<SessionState, { phase: 'failed' }>,
  { failures, retry }: Messages,
  { retry: again }: Pick<Handlers, 'retry'>,
): TemplateResult {
  const [title, body] = failures[code]
  return html`${outcome(alertIcon, title, body)} ${canRetry(code) ? action(retry, again) : nothing}`
}
