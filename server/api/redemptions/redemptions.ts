import type { RequestHandler } from 'express'
import { z } from 'zod'
import { streamOf } from '../../redemption/engine.ts'
import { mapPage } from '../../store/page.ts'
import { readProgress } from '../../store/progress.ts'
import { findRedemption, listRedemptions, type Redemption } from '../../store/redemptions.ts'
import type { Db } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { receiptSchema, redemptionReceipt } from '../consents/receipt.ts'
import { notFound } from '../http/api-error.ts'
import { type Caller, requirePermission } from '../http/caller.ts'
import { documentOf } from '../http/document.ts'
import { eventBody, eventsDocument, lastSeen, sendEvents } from '../http/event-stream.ts'
import { identify, reading } from '../http/keyed.ts'
import { listing } from '../http/listing.ts'
import { createdFilters, createdIn, idFilter, listQuery, noQuery, searchFilter } from '../http/query.ts'
import { idOf, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { redemptionMode, redemptionResource, redemptionSchema } from './redemption-resource.ts'

export const listParameters = listQuery({
  'filter[status]': z.enum(['running', 'awaiting-input', 'finished', 'failed']).optional(),
  'filter[mode]': redemptionMode.optional(),
  'filter[share-token-id]': idFilter,
  'filter[connection-id]': idFilter,
  'filter[partner-organization-id]': idFilter,
  'filter[search]': searchFilter,
  ...createdFilters,
})

/** `/connect/redemptions` (ours): the runs of the engine, for the destination. */
export const redemptionRoutes = (api: Api): Route[] => [
  listing(api, '/connect/redemptions', {
    summary: 'List redemptions, newest first',
    permission: 'connect.read',
    query: listParameters,
    resource: redemptionSchema,
    async list({ caller, db, query }, page) {
      const filter = {
        status: query['filter[status]'],
        mode: query['filter[mode]'],
        shareTokenId: query['filter[share-token-id]'],
        connectionId: query['filter[connection-id]'],
        partnerOrganizationId: query['filter[partner-organization-id]'],
        search: query['filter[search]'],
        ...createdIn(query),
      }
      return mapPage(await listRedemptions(db, caller.environmentId, filter, page), redemptionResource)
    },
  }),
  reading(api, '/connect/redemptions/:id', {
    summary: 'Retrieve a redemption',
    permission: 'connect.read',
    query: noQuery,
    answers: { 200: documentOf(redemptionSchema) },
    answer: async ({ caller, db, id }) => ok({ data: redemptionResource(await find(db, caller, id)) }),
  }),
  reading(api, '/connect/redemptions/:id/receipt', {
    summary: 'What a redemption did and stood on, as a signed receipt that verifies offline',
    permission: 'connect.read',
    query: noQuery,
    answers: { 200: documentOf(receiptSchema) },
    answer: async ({ caller, db, id }) =>
      ok({ data: await redemptionReceipt(api.signer, await find(db, caller, id)) }),
  }),
  {
    method: 'get',
    path: '/connect/redemptions/:id/events',
    summary: 'Follow a redemption: server-sent events, or the same as JSON',
    access: 'connect.read',
    answers: { 200: eventsDocument },
    handlers: [followRedemption(api)],
  },
]

async function find(db: Db, caller: Caller, id: string): Promise<Redemption> {
  const redemption = await findRedemption(db, caller.environmentId, id)
  if (!redemption) throw notFound()
  return redemption
}

const OVER: readonly string[] = ['finished', 'failed']

function followRedemption(api: Api): RequestHandler {
  return async (req, res) => {
    const caller = await identify(api, req, res)
    const db = api.within([caller.environmentId])
    requirePermission(caller, 'connect.read')
    const redemption = await find(db, caller, idOf(req))
    const stream = streamOf(redemption)
    const source = {
      // A page that goes on with it makes the stream its session's.
      look: async () => {
        const now = await find(db, caller, redemption.id)
        return { streamId: streamOf(now), isOver: OVER.includes(now.status) }
      },
      read: (streamId: string, after: number) => readProgress(db, streamId, after, redemption.id),
    }
    if (req.accepts(['text/event-stream', 'application/json']) === 'text/event-stream') {
      return sendEvents(req, res, stream, source, api.engine.signals, api.stopping)
    }
    res.json({ data: (await source.read(stream, lastSeen(req))).map(eventBody) })
  }
}
