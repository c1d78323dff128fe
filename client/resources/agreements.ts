import type { agreementSchema, signatureSchema } from '../../server/api/agreements/agreement-resource.ts'
import type { signBody } from '../../server/api/agreements/sign.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, NoFilters, Single } from '../types.ts'

type Agreement = typeof agreementSchema
type Signature = typeof signatureSchema

/** The versions of the agreement that production needs, each with its text and whether it has been signed. */
export function agreements(http: Http) {
  const at = endpoints(http, '/connect/agreements')
  return { list: at.list<Agreement, NoFilters>(), all: at.all<Agreement, NoFilters>() }
}

/** The organization's signatures. They are never changed. */
export function agreementSignatures(http: Http) {
  const at = endpoints(http, '/connect/agreement-signatures')
  return {
    list: at.list<Signature, NoFilters>(),
    all: at.all<Signature, NoFilters>(),
    /** Signs the version whose text has this hash. */
    create: at.create<AttributesOf<typeof signBody>, Single<Signature>>(),
    retrieve: at.retrieve<Signature>(),
  }
}
