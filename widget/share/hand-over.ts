/** Where the destination's page said that it is, and by what it knows the answer to its question. */
export interface ReturnAddress {
  origin: string
  state: string
}

/** The return address in the query of a page that a destination's widget has opened; null where there is none. */
export function returnAddressIn(query: URLSearchParams): ReturnAddress | null {
  const origin = query.get('origin')
  const state = query.get('state')
  return origin && state ? { origin, state } : null
}

/**
 * Hands a share token to the page that opened this one, if that page is at an origin that the destination allows: never
 * to anybody else, whatever the address says. Most pairs of opener policies have cut it off by now; the destination's
 * stream tells it all the same.
 */
export function handOver(
  opener: Window | null,
  address: ReturnAddress | null,
  allowedOrigins: readonly string[],
  shareToken: string,
): void {
  if (opener === null || address === null || !allowedOrigins.includes(address.origin)) return
  const message = { type: 'connect/share-token', state: address.state, 'share-token': shareToken }
  opener.postMessage(message, address.origin)
}
