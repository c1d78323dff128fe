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
import { expireOutstanding } from '../store/share-tokens.ts'
import type { Db } from '../store/store.ts'
import type { Api } from './api.ts'
import { ApiError, notFound } from './http/api-error.ts'
import { attributesOf, noBody } from './http/body.ts'
import type { Caller } from './http/caller.ts'
import {
  documentOf,
  listDocument,
  listOf,
  type Resource,
  resourceSchema,
  time,
  toOne,
} from './http/document.ts'
import { type Call, reading, writing } from './http/keyed.ts'
import type { Permission } from './http/permissions.ts'
import { listQuery, noQuery, pageOf } from './http/query.ts'
import { created, ok } from './http/reply.ts'
import type { Route } from './http/route.ts'

const httpUrl = z
  .string()
  .max(2000)
  .refine(
    text => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must be an http(s) address',
  )

const createBody = attributesOf(
  z.strictObject({
    'destination-organization-id': z.string().max(64),
    /** Ours: what may travel; everything where none is named. */
    'data-types': z.array(dataType).min(1).optional(),
    /** Ours: the source's page that mints a token for a share request. */
    'share-url': httpUrl.optional(),
  }),
)

const listParameters = listQuery({
  'filter[status]': z.enum(['pending', 'active', 'inactive']).optional(),
  'filter[destination-organization-id]': z.string().max(64).optional(),
})

const connection = resourceSchema(
  z.literal('connect/connection'),
  {
    status: z.enum(['pending', 'active', 'inactive']),
    'source-organization-id': z.string(),
    'destination-organization-id': z.string(),
    'data-types': z.array(dataType),
    'share-url': z.string().nullable(),
    'created-at': time,
    'updated-at': time,
  },
  { creator: toOne },
)

/** `/connect/connections`: one-directional, made by the source, accepted by the destination, never deleted. */
export const connectionRoutes = (api: Api): Route[] => [
  reading(api, '/connect/connections', {
    summary: 'List the connections of which this organization is a side',
    permission: 'connect.read',
    query: listParameters,
    answers: { 200: listOf(connection) },
    async answer({ caller, db, query, req }) {
      const filter = {
        status: query['filter[status]'],
        destinationOrganizationId: query['filter[destination-organization-id]'],
      }
      const page = await listConnections(db, caller.environmentId, filter, pageOf(query))
      return ok(listDocument(page, req, toResource))
    },
  }),
  writing(api, 'post', '/connect/connections', {
    summary: 'Create a connection to a destination, which has to accept it',
    permission: 'connect.create',
    body: createBody,
    answers: { 201: documentOf(connection) },
    answer: async call => created({ data: toResource(await create(api, call)) }),
  }),
  reading(api, '/connect/connections/:id', {
    summary: 'Retrieve a connection',
    permission: 'connect.read',
    query: noQuery,
    answers: { 200: documentOf(connection) },
    answer: async ({ caller, db, id }) => ok({ data: toResource(await find(db, caller, id)) }),
  }),
  ...(['accept', 'deactivate', 'reactivate'] as const).map(action =>
    writing(api, 'post', `/connect/connections/:id/${action}`, {
      summary: ACTIONS[action].summary,
      permission: ACTIONS[action].permission,
      body: noBody,
      answers: { 200: documentOf(connection) },
      answer: async call => ok({ data: toResource(await move(api, call, action)) }),
    }),
  ),
]

const ACTIONS: Readonly<
  Record<ConnectionAction, { summary: string; permission: Permission; event: EventName }>
> = {
  accept: {
    summary: 'Accept a pending connection, as its destination',
    permission: 'connect.accept',
    event: 'connect/connection.accepted',
  },
  deactivate: {
    summary: 'Deactivate a connection, as either side',
    permission: 'connect.create',
    event: 'connect/connection.deactivated',
  },
  reactivate: {
    summary: 'Offer an inactive connection again, as its source',
    permission: 'connect.create',
    event: 'connect/connection.reactivated',
  },
}

async function create(
  api: Api,
  { caller, db, body }: Call<z.infer<typeof createBody>, undefined>,
): Promise<Connection> {
  const { attributes } = body.data
  const now = api.clock()
  const destination = await findEnvironment(
    db,
    attributes['destination-organization-id'],
    caller.environmentKind,
  )
  // The published answers of this operation have no 404.
  if (!destination)
    throw new ApiError('unprocessable', 'data.attributes.destination-organization-id is not found')
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
  await insertConnection(db, row)
  await tellBothSides(db, row, 'connect/connection.created', now)
  return row
}

async function move(
  api: Api,
  { caller, db, id }: Call<unknown, undefined>,
  action: ConnectionAction,
): Promise<Connection> {
  const { by, from, to } = CONNECTION_TRANSITIONS[action]
  const connection = await find(db, caller, id)
  if (!sidesOf(connection, caller.environmentId).some(side => by.includes(side))) {
    throw new ApiError('forbidden', `only the ${by.join(' or the ')} may ${action} a connection`)
  }
  const now = api.clock()
  if (!(await moveConnection(db, connection.id, from, to, now))) {
    throw new ApiError('conflict', `a connection that is ${connection.status} cannot be moved to ${to}`)
  }
  if (to === 'inactive') await expireOutstanding(db, { connectionId: connection.id }, now)
  await tellBothSides(db, connection, ACTIONS[action].event, now)
  return find(db, caller, id)
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
