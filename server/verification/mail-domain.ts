import type { promises } from 'node:dns'
import { z } from 'zod'

/** What the network says of a domain; `unreachable` where it does not answer. */
export type MailDomain = 'takes_mail' | 'no_mail_server' | 'refuses_mail' | 'unknown_domain' | 'unreachable'

/** Never throws. `domain`: in ASCII. */
export type LookUpMailDomain = (domain: string) => Promise<MailDomain>

/** What is asked of a resolver, such as `new dns.promises.Resolver({ timeout: 2000, tries: 2 })`. */
export type MailResolver = Pick<promises.Resolver, 'resolveMx' | 'resolve4' | 'resolve6' | 'resolveNs'>

/**
 * Asks the domain name system whether a domain takes mail (RFC 5321, section 5.1): it names mail servers, or, naming
 * none, has an address itself. One that says it takes none (RFC 7505) does not.
 */
export function mailDomainLookUp(resolver: MailResolver): LookUpMailDomain {
  return async domain => {
    const servers = await asked(() => resolver.resolveMx(domain))
    if ('answer' in servers) {
      const named = servers.answer.filter(({ exchange }) => exchange !== '' && exchange !== '.')
      return named.length > 0 ? 'takes_mail' : 'refuses_mail'
    }
    if (servers.code === 'ENOTFOUND') return (await hasNetwork(resolver)) ? 'unknown_domain' : 'unreachable'
    if (servers.code !== 'ENODATA') return 'unreachable'
    for (const resolve of [() => resolver.resolve4(domain), () => resolver.resolve6(domain)]) {
      const addresses = await asked(resolve)
      if ('answer' in addresses) return 'takes_mail'
      if (addresses.code !== 'ENODATA') return 'unreachable'
    }
    return 'no_mail_server'
  }
}

/** A machine without a network says ENOTFOUND of every domain, also of one that is there. */
const hasNetwork = async (resolver: MailResolver): Promise<boolean> =>
  'answer' in (await asked(() => resolver.resolveNs('com')))

const withCode = z.object({ code: z.string() })

async function asked<T>(ask: () => Promise<T[]>): Promise<{ answer: T[] } | { code: string }> {
  try {
    return { answer: await ask() }
  } catch (error) {
    return { code: withCode.safeParse(error).data?.code ?? '' }
  }
}
