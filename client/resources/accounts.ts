import type { z } from 'zod'
import type { accountChanges } from '../../server/api/accounts/account-attributes.ts'
import type { accountSchema } from '../../server/api/accounts/account-resource.ts'
import type { createBody, listParameters } from '../../server/api/accounts/accounts.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, MetaOf, Single } from '../types.ts'

type Account = typeof accountSchema

/** One person or business as the organization knows it. */
export function accounts(http: Http) {
  const at = endpoints(http, '/accounts')
  return {
    list: at.list<Account, typeof listParameters>(),
    all: at.all<Account, typeof listParameters>(),
    create: at.create<AttributesOf<typeof createBody>, Single<Account>, MetaOf<typeof createBody>>(),
    retrieve: at.retrieve<Account>(),
    update: at.update<z.input<typeof accountChanges>, Account>(),
    /** Erases the personal data, also of what belongs to the account. */
    redact: at.delete<Account>(),
  }
}
