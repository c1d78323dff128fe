import type { Session } from '../answers.ts'
import type { SourcePageState } from '../session-state.ts'
import { trustworthyUrl } from '../trustworthy-url.ts'
import type { SourcePage } from './message.ts'

/** Where a session's source mints a token, and for which share request; null where it has no page for that. */
export function sourcePageOf({
  attributes,
  relationships,
}: Session): { url: URL; shareRequestId: string } | null {
  const url = trustworthyUrl(attributes.source['share-url'])
  const shareRequest = relationships['share-request'].data
  return url && shareRequest && { url, shareRequestId: shareRequest.id }
}

/** What became of the page that was opened; null where none was. */
export function sourcePageState(session: Session, opened: SourcePage | null): SourcePageState {
  if (sourcePageOf(session) === null) return 'none'
  if (opened === null) return 'unopened'
  return opened.opened ? 'opened' : 'blocked'
}
