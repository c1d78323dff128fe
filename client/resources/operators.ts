import type { operatorSchema, removedOperatorSchema } from '../../server/api/operators/operator-resource.ts'
import type { changeBody, inviteBody } from '../../server/api/operators/operators.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import type { AttributesOf, NoFilters, Single } from '../types.ts'

type Operator = typeof operatorSchema

/** Who of the organization may sign in at the dashboard. */
export function operators(http: Http) {
  const at = endpoints(http, '/operators')
  return {
    list: at.list<Operator, NoFilters>(),
    all: at.all<Operator, NoFilters>(),
    /** Lets somebody in, who is sent a sign-in link. */
    create: at.create<AttributesOf<typeof inviteBody>, Single<Operator>>(),
    retrieve: at.retrieve<Operator>(),
    update: at.update<AttributesOf<typeof changeBody>, Operator>(),
    /** They are signed out at once. */
    delete: at.delete<typeof removedOperatorSchema>(),
  }
}
