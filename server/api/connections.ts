import { Router } from 'express'
import { z } from 'zod'
import { iso } from '../clock.ts'
import { CONNECTION_TRANSITIONS, type ConnectionAction } from '../connect/connection.ts'
import { ALL_DATA_TYPES } from '../connect/data-type.ts'
import { dataType } from '../connect/scope.ts'
import { newId } from '../ids.ts'
import {
  type Connection,
  findConnection,
  insertConnection,
  listConnections,
  moveConnection,
  sidesOf,
} from '../store/connections.ts'
import { type EventName, recordEvent } from '../store/events.ts'
import { dataTypes, readJson } from '../store/json.ts'
import { findEnvironment } from '../store/organizations.ts'
import { type Db, transaction } from '../store/store.ts'
import type { Api } from './api.ts'
import { ApiError, notFound } from './http/api-error.ts'
import type { Caller } from './http/caller.ts'
import { listDocument, type Resource } from './http/document.ts'
import { created, endpoint, idOf, jsonBody, ok } from './http/endpoint.ts'
import { keyed } from './http/keyed.ts'
import { parse } from './http/parse.ts'
import { listQuery, pageOf } from './http/query.ts'

const httpUrl = z
  .string()
  .max(2000)
  .refine(
    text => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must be an http(s) address',
  )

const createBody = z.strictObject({
  data: z.strictObject({
    attributes: z.strictObject({
      'destination-organization-id': z.string().max(64),
      /** Ours: what may travel; everything where none is named. */
      'data-types': z.array(dataType).min(1).optional(),
      /** Ours: the source's page that mints a token for a share request. */
      'share-url': httpUrl.optional(),
    }),
  }),
})

const listParameters = listQuery({
  'filter[status]': z.enum(['pending', 'active', 'inactive']).optional(),
  'filter[destination-organization-id]': z.string().max(64).optional(),
})

/** `/connect/connections`: one-directional, made by the source, accepted by the destination, never deleted. */
export function connectionsRouter(api: Api): Router {
  const router = Router()
  endpoint(router, '/', {
    get: keyed(api, async (caller, req) => {
      const query = parse(listParameters, req.query)
      const page = pageOf(query)
      const filter = {
        status: query['filter[status]'],
        destinationOrganizationId: query['filter[destination-organization-id]'],
      }
      const rows = await listConnections(api.store.db, caller.environmentId, filter, page)
      return ok(listDocument(rows, req, toResource))
    }),
    post: [
      jsonBody,
      keyed(api, async (caller, req) => {
        const { attributes } = parse(createBody, req.body).data
        return created({ data: toResource(await create(api, caller, attributes)) })
      }),
    ],
  })
  endpoint(router, '/:id', {
    get: keyed(api, async (caller, req) =>
      ok({ data: toResource(await find(api.store.db, caller, idOf(req))) }),
    ),
  })
  for (const action of ['accept', 'deactivate', 'reactivate'] as const) {
    endpoint(router, `/:id/${action}`, {
      post: [
        jsonBody,
        keyed(api, async (caller, req) =>
          ok({ data: toResource(await move(api, caller, idOf(req), action)) }),
        ),
      ],
    })
  }
  return router
}

async function create(
  api: Api,
  caller: Caller,
  attributes: z.infer<typeof createBody>['data']['attributes'],
): Promise<Connection> {
  const { db } = api.store
  const now = api.clock()
  const destination = await findEnvironment(
    db,
    attributes['destination-organization-id'],
    caller.environmentKind,
  )
  if (!destination)
    throw new ApiError('not_found', 'data.attributes.destination-organization-id is not found')
  const row: Connection = {
    id: newId('connection'),
    environment_kind: caller.environmentKind,
    source_organization_id: caller.organizationId,
    source_environment_id: caller.environmentId,
    destination_organization_id: destination.organization_id,
    destination_environment_id: destination.id,
    status: 'pending',
    data_types_json: JSON.stringify(attributes['data-types'] ?? ALL_DATA_TYPES),
    share_url: attributes['share-url'] ?? null,
    source_terms_json: null,
    destination_terms_json: null,
    creator_id: caller.apiKeyId,
    created_at: now,
    updated_at: now,
  }
  await transaction(db, async tx => {
    await insertConnection(tx, row)
    await tellBothSides(tx, row, 'connect/connection.created', now)
  })
  return row
}

const PAST: Readonly<Record<ConnectionAction, EventName>> = {
  accept: 'connect/connection.accepted',
  deactivate: 'connect/connection.deactivated',
  reactivate: 'connect/connection.reactivated',
}

function move(api: Api, caller: Caller, id: string, action: ConnectionAction): Promise<Connection> {
  const { by, from, to } = CONNECTION_TRANSITIONS[action]
  return transaction(api.store.db, async tx => {
    const connection = await find(tx, caller, id)
    if (!sidesOf(connection, caller.environmentId).some(side => by.includes(side))) {
      throw new ApiError('forbidden', `only the ${by.join(' or the ')} may ${action} a connection`)
    }
    if (!(await moveConnection(tx, connection.id, from, to, api.clock()))) {
      throw new ApiError('conflict', `a connection that is ${connection.status} cannot be moved to ${to}`)
    }
    await tellBothSides(tx, connection, PAST[action], api.clock())
    return find(tx, caller, id)
  })
}

async function find(db: Db, caller: Caller, id: string): Promise<Connection> {
  const connection = await findConnection(db, caller.environmentId, id)
  if (!connection) throw notFound()
  return connection
}

async function tellBothSides(tx: Db, connection: Connection, name: EventName, now: number): Promise<void> {
  const environments = new Set([connection.source_environment_id, connection.destination_environment_id])
  const object = { type: 'connect/connection', id: connection.id }
  for (const environmentId of environments) await recordEvent(tx, { environmentId, name, object }, now)
}

const toResource = (connection: Connection): Resource => ({
  type: 'connect/connection',
  id: connection.id,
  attributes: {
    status: connection.status,
    'source-organization-id': connection.source_organization_id,
    'destination-organization-id': connection.destination_organization_id,
    'data-types': readJson(dataTypes, connection.data_types_json),
    'share-url': connection.share_url,
    'created-at': iso(connection.created_at),
    'updated-at': iso(connection.updated_at),
  },
  relationships: { creator: { data: { type: 'api-key', id: connection.creator_id } } },
})
