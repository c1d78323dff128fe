import { Router } from 'express'
import { z } from 'zod'
import { iso } from '../clock.ts'
import { findEvent, listEvents, type StoredEvent } from '../store/events.ts'
import type { Api } from './api.ts'
import { notFound } from './http/api-error.ts'
import { listDocument, type Resource } from './http/document.ts'
import { endpoint, idOf, ok } from './http/endpoint.ts'
import { keyed } from './http/keyed.ts'
import { parse } from './http/parse.ts'
import { listQuery, pageOf } from './http/query.ts'

const listParameters = listQuery({})

/** `/events`: what happened to this environment's objects, as published. States only, no values of a person. */
export function eventsRouter(api: Api): Router {
  const { db } = api.store
  const router = Router()
  endpoint(router, '/', {
    get: keyed(api, async (caller, req) => {
      const page = pageOf(parse(listParameters, req.query))
      return ok(listDocument(await listEvents(db, caller.environmentId, page), req, toResource))
    }),
  })
  endpoint(router, '/:id', {
    get: keyed(api, async (caller, req) => {
      const event = await findEvent(db, caller.environmentId, idOf(req))
      if (!event) throw notFound()
      return ok({ data: toResource(event) })
    }),
  })
  return router
}

const attributes = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

const toResource = (event: StoredEvent): Resource => ({
  type: 'event',
  id: event.id,
  attributes: {
    name: event.name,
    payload: {
      data: {
        type: event.object_type,
        id: event.object_id,
        attributes: attributes.parse(JSON.parse(event.attributes_json)),
      },
    },
    'created-at': iso(event.created_at),
  },
})
