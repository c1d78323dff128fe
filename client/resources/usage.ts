import type { priceListSchema } from '../../server/api/usage/price-lists.ts'
import type { statementSchema } from '../../server/api/usage/statement-resource.ts'
import type { listParameters } from '../../server/api/usage/usage-entries.ts'
import type { usageEntrySchema } from '../../server/api/usage/usage-entry-resource.ts'
import { endpoints } from '../endpoints.ts'
import type { Http } from '../http.ts'
import { queryOf } from '../query.ts'
import type { ListOptions, NoFilters } from '../types.ts'

type UsageEntry = typeof usageEntrySchema

/** The ledger of what the destination's redemptions cost, line by line. */
export function usageEntries(http: Http) {
  const at = endpoints(http, '/connect/usage-entries')
  return {
    list: at.list<UsageEntry, typeof listParameters>(),
    all: at.all<UsageEntry, typeof listParameters>(),
    retrieve: at.retrieve<UsageEntry>(),
    /** All of them as CSV, oldest first, as it arrives. */
    csv: (options: Omit<ListOptions<typeof listParameters>, 'page'> = {}): Promise<Response> =>
      http.open({
        method: 'GET',
        path: '/connect/usage-entries',
        query: queryOf(options),
        headers: { accept: 'text/csv' },
        signal: options.signal,
      }),
  }
}

/** What was used, by month of UTC; each is named by its month, `YYYY-MM`. */
export function statements(http: Http) {
  const at = endpoints(http, '/connect/statements')
  return {
    list: at.list<typeof statementSchema, NoFilters>(),
    all: at.all<typeof statementSchema, NoFilters>(),
    retrieve: at.retrieve<typeof statementSchema>(),
  }
}

/** What the organization pays from which date on. */
export function priceLists(http: Http) {
  const at = endpoints(http, '/connect/price-lists')
  return {
    list: at.list<typeof priceListSchema, NoFilters>(),
    all: at.all<typeof priceListSchema, NoFilters>(),
  }
}
