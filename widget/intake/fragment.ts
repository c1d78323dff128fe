import { isShareToken } from './share-token.ts'

const NAME = 'share-token='

/**
 * A share token that came in the page's address, as `#share-token=…`, alone or after an `&` of a fragment of the page's
 * own, which stays. It is wiped from the address and from the history before this returns. A fragment reaches no server
 * and no referrer, but every script on the page can read it: who puts one there should bind it to the session.
 *
 * @returns the empty string where there is none
 */
export function takeFragmentToken(): string {
  const parts = location.hash.slice(1).split('&')
  const found = parts.find(part => part.startsWith(NAME))
  if (found === undefined) return ''
  const rest = parts.filter(part => !part.startsWith(NAME)).join('&')
  const address = new URL(location.href)
  address.hash = rest
  history.replaceState(history.state, '', address)
  const [shareToken] = new URLSearchParams(found).values()
  return isShareToken(shareToken) ? shareToken : ''
}
