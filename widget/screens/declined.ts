import type { TemplateResult } from 'lit/html.js'
import type { Messages } from '../messages/messages.ts'
import { nameOf } from '../name-of.ts'
import type { SessionState } from '../session-state.ts'
import { dashIcon } from './icons.ts'
import { outcome } from './outcome.ts'

/** A refusal is an answer like any other: no regret in the words, and the way on. */
export function declinedScreen(
  { session }: Extract<SessionState, { phase: 'declined' }>,
  { declined }: Messages,
): TemplateResult {
  const { source, destination } = session.attributes.notice
  return outcome(dashIcon, declined.title, declined.body(nameOf(source), nameOf(destination)))
}
