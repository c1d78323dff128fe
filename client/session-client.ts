import type { receiptSchema } from '../server/api/consents/receipt.ts'
import type { redemptionSchema } from '../server/api/redemptions/redemption-resource.ts'
import type { consentBody, consentSchema } from '../server/api/session/session.ts'
import type { sessionSchema } from '../server/api/session/session-resource.ts'
import type { CodeKind, InputsDocument, SessionStatus } from '../server/api/wire.ts'
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
  const retrieve = ({ locale, ...call }: CallOptions & { locale?: string } = {}) =>
    read<Single<typeof sessionSchema>>('/connect/session', {
      ...call,
      ...(locale ? { parameters: { locale } } : {}),
    })
  return {
    /** Who shares what with whom, why, and what will be missing; in the session's language or another. */
    retrieve,
    /** Records the person's decision; it is made once. */
    decide: (decision: AttributesOf<typeof consentBody>, call?: WriteOptions) =>
      write<Single<typeof consentSchema>>('POST', below('consents'), decision, call),
    /** Takes the consent of this session back; a token that nobody has redeemed ends at once. */
    withdraw: (call?: WriteOptions) =>
      write<Single<typeof sessionSchema>>('POST', below('withdraw'), null, call),
    /** The person's last word, given or taken back, as a signed text that verifies offline. */
    receipt: (call?: CallOptions) => read<Single<typeof receiptSchema>>(below('receipt'), call),
    /** Redeems a share token, in its secret form, into the session's inquiry. */
    redeem: (shareToken: string, call?: WriteOptions) =>
      write<Single<typeof redemptionSchema>>(
        'POST',
        below('redemption'),
        { 'share-token': shareToken },
        call,
      ),
    /** What is missing and is asked of the person, with what has been given; in the session's language or another. */
    inputs: ({ locale, ...call }: CallOptions & { locale?: string } = {}) =>
      read<Pick<InputsDocument, 'data'>>(below('inputs'), {
        ...call,
        ...(locale ? { parameters: { locale } } : {}),
      }),
    /**
     * Gives what is missing, a part or all of it: fields by their names, or a form with parts `fields[<name>]` and
     * `documents[<kind>][<page>]`.
     */
    giveInputs: (given: FormData | Readonly<Record<string, string>>, call: WriteOptions = {}) =>
      given instanceof FormData
        ? http.json<InputsDocument>({ method: 'POST', path: below('inputs'), body: given, ...call })
        : write<InputsDocument>('POST', below('inputs'), { fields: given }, call),
    /** Sends a code to an address that the person is asked to confirm. */
    sendCode: (kind: CodeKind, call?: WriteOptions) =>
      write<InputsDocument>('POST', below('codes'), { kind }, call),
    /** Confirms an address by the code that was sent there. */
    confirmCode: (kind: CodeKind, code: string, call?: WriteOptions) =>
      write<InputsDocument>('POST', below('codes', 'confirm'), { kind, code }, call),
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
