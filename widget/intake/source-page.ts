import type { Session } from '../answers.ts'
import type { SourcePageState } from '../session-state.ts'
import { trustworthyUrl } from '../trustworthy-url.ts'

/** A source's page and what it is asked for there. */
export interface SourceAddress {
  /** The source's page; its origin is the only one whose message counts. */
  url: URL
  /** The share request that the token must be minted for. */
  shareRequestId: string
}

/** That page's address with the request in its query: `share-request`, the `origin` that asks, and what is given. */
export function addressWith({ url, shareRequestId }: SourceAddress, more: Record<string, string>): URL {
  const address = new URL(url)
  const query = { 'share-request': shareRequestId, origin: location.origin, ...more }
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
  return address
}

/** Where a session's source mints a token, and for which share request; null where it has no page for that. */
export function sourcePageOf({ attributes, relationships }: Session): SourceAddress | null {
  const url = trustworthyUrl(attributes.source['share-url'])
  const shareRequest = relationships['share-request'].data
  return url && shareRequest && { url, shareRequestId: shareRequest.id }
}

/** What became of the page: undefined where nobody has asked for it, null where the browser has kept it shut. */
export function sourcePageState(session: Session, opened?: Window | null): SourcePageState {
  if (sourcePageOf(session) === null) return 'none'
  if (opened === undefined) return 'unopened'
  return opened ? 'opened' : 'blocked'
}
