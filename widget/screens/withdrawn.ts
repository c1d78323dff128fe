import type { TemplateResult } from 'lit/html.js'
import type { Messages } from '../messages/messages.ts'
import { nameOf } from '../name-of.ts'
import type { SessionState } from '../session-state.ts'
import { dashIcon } from './icons.ts'
import { outcome } from './outcome.ts'

/** The person has stopped sharing. What becomes of what was copied, a part of its own says below (rights/). */
export function withdrawnScreen(
  { session }: Extract<SessionState, { phase: 'withdrawn' }>,
  { withdrawn }: Messages,
): TemplateResult {
  return outcome(dashIcon, withdrawn.title, withdrawn.body(nameOf(session.attributes.notice.destination)))
}
