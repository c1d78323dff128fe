import type { CodeKind, VerificationKind } from '../api/wire.ts'
import type { TemplateVerification } from './template.ts'

/** The check that a code decides, by the kind that is confirmed by one (published names). */
export const COMPARISONS = {
  'phone-number': 'phone_number_confirmation_code_comparison',
  'email-address': 'email_address_confirmation_code_comparison',
} as const satisfies Readonly<Record<CodeKind, string>>

export const CODE_DIGITS = 6
/** How long a code is good for, in ms. */
export const CODE_MS = 600_000
/** How often one code may be tried. */
export const ATTEMPTS_MAX = 5
/** How many codes are sent to one address. */
export const SENDS_MAX = 3
/** How many codes one session sends in all, to whichever addresses: messages cost, and arrive at somebody. */
export const SENDS_IN_ALL_MAX = 6
/** The pause before the second code, in ms; it doubles. */
const PAUSE_MS = 30_000

export const isCodeKind = (kind: VerificationKind): kind is CodeKind => Object.hasOwn(COMPARISONS, kind)

/** Whether a verification waits until the person has confirmed the address by a code. */
export function asksForCode({ kind, required, checks, ...wanted }: TemplateVerification): boolean {
  if (!isCodeKind(kind) || !required) return false
  // Its result is known beforehand.
  if (wanted.simulate === 'passed' || wanted.simulate === 'failed') return false
  const named = checks.find(check => check.name === COMPARISONS[kind])
  return named ? named.required : wanted['confirmation-code'] === true
}

/** What has been sent to one address. Times are ms since 1970. */
export interface Sent {
  /** Whether there is a code that nobody has used up. */
  open: boolean
  sentAt: number
  expiresAt: number
  attempts: number
  /** To this address, and by this session in all. */
  sends: number
  sendsInAll: number
  confirmed: boolean
}

const isLive = ({ open, expiresAt, attempts }: Sent, now: number): boolean =>
  open && now < expiresAt && attempts < ATTEMPTS_MAX

export const sendsLeft = ({ sends, sendsInAll }: Pick<Sent, 'sends' | 'sendsInAll'>): number =>
  Math.max(0, Math.min(SENDS_MAX - sends, SENDS_IN_ALL_MAX - sendsInAll))

/** When the next code can be asked for. */
export const resendAt = ({ sentAt, sends }: Sent): number => sentAt + PAUSE_MS * 2 ** Math.max(0, sends - 1)

/**
 * Where an address stands: `awaited` while a code may still confirm it, `refused` once the last one that may be sent
 * has been tried too often or has run out.
 */
export function standingOf(sent: Sent, now: number): 'confirmed' | 'awaited' | 'refused' {
  if (sent.confirmed) return 'confirmed'
  return isLive(sent, now) || sendsLeft(sent) > 0 ? 'awaited' : 'refused'
}

/** How often the code that was sent last may still be tried. */
export const attemptsLeft = (sent: Sent, now: number): number =>
  isLive(sent, now) ? ATTEMPTS_MAX - sent.attempts : 0

/** An address as a person knows it again, and nobody else learns it. */
export function masked(kind: CodeKind, address: string): string {
  if (kind === 'phone-number') return `•••• ${address.slice(-2)}`
  const at = address.lastIndexOf('@')
  const [first = ''] = address
  return `${first}•••${address.slice(at)}`
}
