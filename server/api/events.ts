import { z } from 'zod'
import { iso } from '../clock.ts'
import { findEvent, listEvents, type StoredEvent } from '../store/events.ts'
import type { Api } from './api.ts'
import { notFound } from './http/api-error.ts'
import { documentOf, listDocument, listOf, resourceSchema, time } from './http/document.ts'
import { reading } from './http/keyed.ts'
import { listQuery, noQuery, pageOf, words } from './http/query.ts'
import { ok } from './http/reply.ts'
import type { Route } from './http/route.ts'

export const listParameters = listQuery({
  'filter[name]': words.optional(),
  'filter[object-id]': words.optional(),
  'filter[id]': words.optional(),
})

const states = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

export const event = resourceSchema(
  z.literal('event'),
  {
    name: z.string(),
    payload: z.strictObject({
      data: z.strictObject({ type: z.string(), id: z.string(), attributes: states }),
    }),
    'created-at': time,
  },
  {},
)

/** `/events`: what happened to this environment's objects, as published. States only, no values of a person. */
export const eventRoutes = (api: Api): Route[] => [
  reading(api, '/events', {
    summary: 'List what has happened, newest first',
    permission: 'event.read',
    query: listParameters,
    answers: { 200: listOf(event) },
    async answer({ caller, db, query, req }) {
      const filter = {
        names: query['filter[name]'],
        objectIds: query['filter[object-id]'],
        ids: query['filter[id]'],
      }
      const page = await listEvents(db, caller.environmentId, filter, pageOf(query))
      return ok(listDocument(page, req, eventResource))
    },
  }),
  reading(api, '/events/:id', {
    summary: 'Retrieve an event',
    permission: 'event.read',
    query: noQuery,
    answers: { 200: documentOf(event) },
    async answer({ caller, db, id }) {
      const found = await findEvent(db, caller.environmentId, id)
      if (!found) throw notFound()
      return ok({ data: eventResource(found) })
    },
  }),
]

/** An event as the API answers it, and as webhooks carry it. */
export const eventResource = (stored: StoredEvent) => ({
  type: 'event' as const,
  id: stored.id,
  attributes: {
    name: stored.name,
    payload: {
      data: {
        type: stored.object_type,
        id: stored.object_id,
        attributes: states.parse(JSON.parse(stored.attributes_json)),
      },
    },
    'created-at': iso(stored.created_at),
  },
})
