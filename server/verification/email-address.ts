import { disposableEmailBlocklistSet } from 'disposable-email-domains-js'
import { getDomain } from 'tldts'
import type { LookUpMailDomain } from './mail-domain.ts'
import { readEmailAddress } from './read-email-address.ts'
import { type Finding, failed, failedIf, notApplicable, passed, type Verifier } from './verifier.ts'

const FORMAT = 'email_address_invalid_email_format_detection'
/** Ours: no name is published for these two. */
const DISPOSABLE = 'email_address_disposable_domain_detection'
const DELIVERABLE = 'email_address_deliverable_detection'
/** Who reads the mailbox is not asked; a template that requires one of these is not passed. */
const CODES = ['email_address_confirmation_code_comparison', 'email_address_timeout_detection'] as const

/**
 * An e-mail address: whether it is one, whether anybody could have made it for ten minutes, and, where `lookUp` may ask
 * the network, whether its domain takes mail. None of it says that the mailbox exists, or whose it is.
 */
export const emailAddressVerifier = (lookUp: LookUpMailDomain | null): Verifier => ({
  kind: 'email-address',
  evidence: null,
  compares: ['email-address'],
  needs: ['email-address'],
  checks: () => ({
    [FORMAT]: true,
    ...Object.fromEntries([DISPOSABLE, DELIVERABLE, ...CODES].map(name => [name, false])),
  }),
  async run({ fields }) {
    const codes = CODES.map(name => notApplicable(name, 'no_code_sent'))
    const read = readEmailAddress(fields.get('email-address') ?? '')
    if (read === null) {
      const unread = [DISPOSABLE, DELIVERABLE].map(name => notApplicable(name, 'invalid_email_format'))
      return [failed(FORMAT, 'invalid_email_format'), ...unread, ...codes]
    }
    return [passed(FORMAT), disposable(read.domain), await deliverable(read.domain, lookUp), ...codes]
  },
})

/** Made once: the package makes it anew each time it is asked. */
const LISTED: ReadonlySet<string> = disposableEmailBlocklistSet()

/** Lists name registrable domains; people get hosts below them. */
function disposable(domain: string): Finding {
  const names = [domain, getDomain(domain, { allowPrivateDomains: true }), getDomain(domain)]
  const found = names.some(name => name !== null && LISTED.has(name))
  return failedIf(DISPOSABLE, found ? ['disposable_domain'] : [])
}

async function deliverable(domain: string, lookUp: LookUpMailDomain | null): Promise<Finding> {
  if (lookUp === null) return notApplicable(DELIVERABLE, 'not_enabled')
  const found = await lookUp(domain)
  if (found === 'unreachable') return notApplicable(DELIVERABLE, 'network_unreachable')
  return failedIf(DELIVERABLE, found === 'takes_mail' ? [] : [found])
}
