import type { receiptSchema } from '../../server/api/consents/receipt.ts'
import type { redemptionSchema } from '../../server/api/redemptions/redemption-resource.ts'
import type { listParameters } from '../../server/api/redemptions/redemptions.ts'
import { endpoints } from '../endpoints.ts'
import { type FollowOptions, follow } from '../events.ts'
import type { Http } from '../http.ts'
import type { CallOptions, Single } from '../types.ts'

type Redemption = typeof redemptionSchema

const OVER: readonly string[] = ['finished', 'failed']

/** The runs of the engine, for the destination. */
export function redemptions(http: Http) {
  const { read, below, ...at } = endpoints(http, '/connect/redemptions')
  const retrieve = at.retrieve<Redemption>()
  return {
    list: at.list<Redemption, typeof listParameters>(),
    all: at.all<Redemption, typeof listParameters>(),
    retrieve,
    receipt: (id: string, options?: CallOptions) =>
      read<Single<typeof receiptSchema>>(below(id, 'receipt'), options),
    /** Every event of a redemption until it is over, also across connections that are cut. */
    events: (id: string, options: FollowOptions = {}) =>
      follow(
        http,
        below(id, 'events'),
        async signal => isOver(await retrieve(id, signal ? { signal } : {})),
        options,
      ),
  }
}

const isOver = ({ data }: Single<Redemption>): boolean => OVER.includes(data.attributes.status)
