/** Whom an address counts for: of IPv6, whoever has the /64 can take any address in it. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(group => group !== '')
  const behind = tail === undefined ? [] : tail.split(':').filter(group => group !== '')
  const missing = Math.max(0, 8 - groups.length - behind.length)
  return [...groups, ...Array.from({ length: missing }, () => '0'), ...behind].slice(0, 4).join(':')
}
