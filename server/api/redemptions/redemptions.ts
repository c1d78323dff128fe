import { Router } from 'express'
import { streamOf } from '../../redemption/engine.ts'
import { readProgress } from '../../store/progress.ts'
import { findRedemption, listRedemptions } from '../../store/redemptions.ts'
import type { Api } from '../api.ts'
import { notFound } from '../http/api-error.ts'
import { authenticateKey, type Caller } from '../http/caller.ts'
import { listDocument } from '../http/document.ts'
import { endpoint, idOf, ok } from '../http/endpoint.ts'
import { eventBody, lastSeen, sendEvents } from '../http/event-stream.ts'
import { keyed } from '../http/keyed.ts'
import { parse } from '../http/parse.ts'
import { listQuery, pageOf } from '../http/query.ts'
import { redemptionResource } from './redemption-resource.ts'

const listParameters = listQuery({})

/** `/connect/redemptions` (ours): the runs of the engine, for the destination. */
export function redemptionsRouter(api: Api): Router {
  const { db } = api.store
  const router = Router()
  const find = async (caller: Caller, id: string) => {
    const redemption = await findRedemption(db, caller.environmentId, id)
    if (!redemption) throw notFound()
    return redemption
  }
  endpoint(router, '/', {
    get: keyed(api, async (caller, req) => {
      const page = pageOf(parse(listParameters, req.query))
      const rows = await listRedemptions(db, caller.environmentId, page)
      return ok(listDocument(rows, req, redemptionResource))
    }),
  })
  endpoint(router, '/:id', {
    get: keyed(api, async (caller, req) => ok({ data: redemptionResource(await find(caller, idOf(req))) })),
  })
  endpoint(router, '/:id/events', {
    get: async (req, res) => {
      const caller = await authenticateKey(db, api.clock, req)
      const redemption = await find(caller, idOf(req))
      const stream = streamOf(redemption)
      const read = (after: number) => readProgress(db, stream, after, redemption.id)
      const isOver = async () => ['finished', 'failed'].includes((await find(caller, redemption.id)).status)
      if (req.accepts(['text/event-stream', 'application/json']) === 'text/event-stream') {
        return sendEvents(req, res, stream, { read, isOver }, api.engine.signals, api.stopping)
      }
      res.json({ data: (await read(lastSeen(req))).map(eventBody) })
    },
  })
  return router
}
