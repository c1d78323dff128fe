import type { consentSchema } from '../../server/api/consents/consent-resource.ts'
import type { consentBody } from '../../server/api/session/session.ts'
import type { shareRequestSchema } from '../../server/api/share-requests/share-request-resource.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, Single } from '../types.ts'

/** A destination's ask for a share token, which the source answers. */
export function shareRequests(http: Http) {
  const at = endpoints(http, '/connect/share-requests')
  return {
    retrieve: at.retrieve<typeof shareRequestSchema>(),
    /** Records what the person answered on the source's page; the token that is minted next stands on it. */
    decide: at.actWith<AttributesOf<typeof consentBody>, Single<typeof consentSchema>>('consents'),
  }
}
