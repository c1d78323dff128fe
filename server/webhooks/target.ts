import { isIP } from 'node:net'
import type { EnvironmentKind } from '../store/tables/organizations.ts'
import { isPublicAddress } from './address.ts'

/** Where webhooks may go. */
export interface TargetRules {
  /**
   * Origins, `http://127.0.0.1:4000`, that the operator lets sandbox environments send to although they are private or
   * not encrypted: a demo, a test.
   */
  sandboxOrigins: readonly string[]
}

/** Whether an address is let through by the operator's word alone. */
export const isExempt = (url: URL, kind: EnvironmentKind, { sandboxOrigins }: TargetRules): boolean =>
  kind === 'sandbox' && sandboxOrigins.includes(url.origin)

/**
 * What is wrong with a URL as the target of a webhook; null where nothing is. Which address its name leads to is looked
 * at again, and for good, when it is called.
 */
export function problemOf(text: string, kind: EnvironmentKind, rules: TargetRules): string | null {
  if (!URL.canParse(text)) return 'must be a URL'
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password'
  if (url.hash !== '') return 'must not have a fragment'
  if (isExempt(url, kind, rules)) return null
  if (url.protocol !== 'https:') return 'must begin with https://'
  if (!mayBePublic(url)) return 'must not lead to a private address'
  return null
}

/** Whether the host of a URL is a name, or an address of the public internet. */
export function mayBePublic(url: URL): boolean {
  // `new URL` has brought decimal, octal and hexadecimal forms into the usual one.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(host) === 0 || isPublicAddress(host)
}
