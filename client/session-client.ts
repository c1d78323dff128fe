import type { redemptionSchema } from '../server/api/redemptions/redemption-resource.ts'
import type { consentBody, consentSchema } from '../server/api/session/session.ts'
import type { sessionSchema } from '../server/api/session/session-resource.ts'
import type { SessionStatus } from '../server/api/wire.ts'
import { endpoints } from './endpoints.ts'
import { type FollowOptions, follow } from './events.ts'
import { createHttp, type HttpOptions } from './http.ts'
import type { AttributesOf, CallOptions, Single, WriteOptions } from './types.ts'

export interface SessionClientOptions extends HttpOptions {
  /** The session's client secret, which is all that a browser may hold. */
  clientSecret: string
}

export type SessionClient = ReturnType<typeof createSessionClient>

/** After these nothing more is told. */
const OVER: readonly SessionStatus[] = ['completed', 'declined', 'failed', 'expired']

/** A client of one session, for a page of an origin that the session allows. */
export function createSessionClient({ clientSecret, ...options }: SessionClientOptions) {
  const http = createHttp(clientSecret, options)
  const { read, write, below } = endpoints(http, '/connect/session')
  const retrieve = (call?: CallOptions) => read<Single<typeof sessionSchema>>('/connect/session', call)
  return {
    /** Who shares what with whom, why, and what will be missing. */
    retrieve,
    /** Records the person's decision; it is made once. */
    decide: (decision: AttributesOf<typeof consentBody>, call?: WriteOptions) =>
      write<Single<typeof consentSchema>>('POST', below('consents'), decision, call),
    /** Redeems a share token, in its secret form, into the session's inquiry. */
    redeem: (shareToken: string, call?: WriteOptions) =>
      write<Single<typeof redemptionSchema>>(
        'POST',
        below('redemption'),
        { 'share-token': shareToken },
        call,
      ),
    /** Every event of the session until it is over, also across connections that are cut. */
    events: (call: FollowOptions = {}) =>
      follow(
        http,
        below('events'),
        async signal => OVER.includes((await retrieve(signal ? { signal } : {})).data.attributes.status),
        call,
      ),
  }
}
