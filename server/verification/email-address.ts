import { disposableEmailBlocklistSet } from 'disposable-email-domains-js'
import { getDomain } from 'tldts'
import type { LookUpMailDomain } from './mail-domain.ts'
import { possessionChecks, possessionFindings } from './possession.ts'
import { readEmailAddress } from './read-email-address.ts'
import { type Finding, failed, failedIf, notApplicable, passed, type Verifier } from './verifier.ts'

const FORMAT = 'email_address_invalid_email_format_detection'
/** Ours: no name is published for these two. */
const DISPOSABLE = 'email_address_disposable_domain_detection'
const DELIVERABLE = 'email_address_deliverable_detection'
const [COMPARISON, TIMEOUT] = possessionChecks('email-address')
/**
 * An e-mail address: whether it is one, whether anybody could have made it for ten minutes, and, where `lookUp` may ask
 * the network, whether its domain takes mail. That the mailbox exists, and that the person reads it, only a code says,
 * where the template asks for one.
 */
export const emailAddressVerifier = (lookUp: LookUpMailDomain | null): Verifier => ({
  kind: 'email-address',
  evidence: null,
  compares: ['email-address'],
  needs: ['email-address'],
  checks: wanted => ({
    [FORMAT]: true,
    ...Object.fromEntries([DISPOSABLE, DELIVERABLE, TIMEOUT].map(name => [name, false])),
    [COMPARISON]: wanted['confirmation-code'] === true,
  }),
  reach(fields) {
    const read = readEmailAddress(fields.get('email-address') ?? '')
    return read && { channel: 'email', to: read.address }
  },
  async run({ fields, possession }) {
    const codes = possessionFindings('email-address', possession)
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
