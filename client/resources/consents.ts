import type { consentSchema } from '../../server/api/consents/consent-resource.ts'
import type { createBody, listParameters } from '../../server/api/consents/consents.ts'
import type { receiptSchema } from '../../server/api/consents/receipt.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, CallOptions, Single } from '../types.ts'

type Consent = typeof consentSchema

/** What people decided, and what redemptions stood on. Records are never changed. */
export function consents(http: Http) {
  const { read, below, ...at } = endpoints(http, '/connect/consents')
  return {
    list: at.list<Consent, typeof listParameters>(),
    all: at.all<Consent, typeof listParameters>(),
    create: at.create<AttributesOf<typeof createBody>, Single<Consent>>(),
    retrieve: at.retrieve<Consent>(),
    /** The record as a signed text that verifies offline. */
    receipt: (id: string, options?: CallOptions) =>
      read<Single<typeof receiptSchema>>(below(id, 'receipt'), options),
    withdraw: at.act<Single<Consent>>('withdraw'),
  }
}
