const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * An address that came from an organization, if a person may be sent there: https, or http on this very machine.
 * Follows "potentially trustworthy" of https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy.
 *
 * @returns null for anything else, `javascript:` and relative addresses among it
 */
export function trustworthyUrl(address: string | null): URL | null {
  if (address === null || !URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol === 'https:') return url
  return url.protocol === 'http:' && loopback.test(url.hostname) ? url : null
}
