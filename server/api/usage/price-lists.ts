import { z } from 'zod'
import { iso } from '../../clock.ts'
import { rates } from '../../connect/pricing.ts'
import { listPriceLists, type PriceList } from '../../store/price-lists.ts'
import type { Api } from '../api.ts'
import { listDocument, listOf, type Resource, resourceSchema, time } from '../http/document.ts'
import { reading } from '../http/keyed.ts'
import { listQuery, pageOf } from '../http/query.ts'
import { ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'

export const priceListSchema = resourceSchema(
  z.literal('connect/price-list'),
  {
    scope: z.enum(['organization', 'everybody']),
    currency: z.string(),
    'effective-from': time,
    rates,
    'created-at': time,
  },
  {},
)

/** `/connect/price-lists` (ours): what the organization pays, paid and will pay. Whoever runs the server writes them. */
export const priceListRoutes = (api: Api): Route[] => [
  reading(api, '/connect/price-lists', {
    summary: 'List the price lists of the organization, and those for everybody without one, newest first',
    permission: 'usage.read',
    query: listQuery({}),
    answers: { 200: listOf(priceListSchema) },
    async answer({ caller, db, query, req }) {
      const page = await listPriceLists(db, caller.organizationId, pageOf(query))
      return ok(listDocument(page, req, priceListResource))
    },
  }),
]

const priceListResource = (list: PriceList): Resource => ({
  type: 'connect/price-list',
  id: list.id,
  attributes: {
    scope: list.organization_id === null ? 'everybody' : 'organization',
    currency: list.currency,
    'effective-from': iso(list.effective_from),
    rates: list.rates,
    'created-at': iso(list.created_at),
  },
})
