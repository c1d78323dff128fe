import type { CodeKind } from '../api/wire.ts'
import { COMPARISONS } from '../connect/confirmation-code.ts'
import type { Channel } from '../delivery/delivery.ts'
import { type Finding, failed, notApplicable, passed } from './verifier.ts'

/** Where a code for a person can be sent. */
export interface Reach {
  channel: Channel
  to: string
}

/**
 * Whether the person has shown by a code that they read what is sent to the address: they have, they could not, or
 * why nobody knows.
 */
export type Possession = 'confirmed' | 'refused' | 'no_code_sent' | 'no_delivery'

const TIMEOUTS = {
  'phone-number': 'phone_number_timeout_detection',
  'email-address': 'email_address_timeout_detection',
} as const satisfies Readonly<Record<CodeKind, string>>

/** The names of what a code decides. */
export const possessionChecks = (kind: CodeKind): [string, string] => [COMPARISONS[kind], TIMEOUTS[kind]]

/** What a code, or its absence, says. */
export function possessionFindings(kind: CodeKind, possession: Possession): Finding[] {
  const [comparison, timeout] = possessionChecks(kind)
  if (possession === 'confirmed') return [passed(comparison), passed(timeout)]
  if (possession === 'refused') {
    return [failed(comparison, 'code_not_confirmed'), failed(timeout, 'code_not_confirmed')]
  }
  return [comparison, timeout].map(name => notApplicable(name, possession))
}
