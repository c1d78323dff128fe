import type { CodeKind, InputResource } from '../api/wire.ts'
import { iso } from '../clock.ts'
import { attemptsLeft, masked, resendAt, type Sent, sendsLeft } from './confirmation-code.ts'

/** The name of the part of an input that is a code. */
const codePart = (kind: CodeKind): string => `codes[${kind}]`

/** An address that a person is asked to confirm, with what has been sent there. Times are ms since 1970. */
export function codeInputOf(kind: CodeKind, address: string, sent: Sent, now: number): InputResource {
  const left = attemptsLeft(sent, now)
  const waits = sent.sentAt > 0 && !sent.confirmed && sendsLeft(sent) > 0
  return {
    type: 'connect/input',
    id: codePart(kind),
    attributes: {
      kind: 'code',
      name: kind,
      required: true,
      given: sent.confirmed,
      label: null,
      'label-locale': null,
      'sent-to': masked(kind, address),
      'expires-at': left > 0 ? iso(sent.expiresAt) : null,
      'attempts-left': left,
      'resend-at': waits ? iso(resendAt(sent)) : null,
      'sends-left': sent.confirmed ? 0 : sendsLeft(sent),
    },
  }
}
