import type { consentSchema } from '../../server/api/consents/consent-resource.ts'
import type { consentBody } from '../../server/api/session/session.ts'
import type { shareRequestSchema } from '../../server/api/share-requests/share-request-resource.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, CallOptions, Single } from '../types.ts'

/** A destination's ask for a share token, which the source answers. */
export function shareRequests(http: Http) {
  const { read, below, ...at } = endpoints(http, '/connect/share-requests')
  return {
    /** Who asks for what, and why; in the session's language or another. */
    retrieve: (id: string, { locale, ...call }: CallOptions & { locale?: string } = {}) =>
      read<Single<typeof shareRequestSchema>>(below(id), {
        ...call,
        ...(locale ? { parameters: { locale } } : {}),
      }),
    /** Records what the person answered on the source's page; the token that is minted next stands on it. */
    decide: at.actWith<AttributesOf<typeof consentBody>, Single<typeof consentSchema>>('consents'),
  }
}
