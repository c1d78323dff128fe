import { z } from 'zod'
import { CONNECTION_TRANSITIONS, type ConnectionAction } from '../../connect/connection.ts'
import { newId } from '../../ids.ts'
import {
  type Connection,
  findConnection,
  insertConnection,
  listConnections,
  moveConnection,
  type NamedConnection,
  sidesOf,
} from '../../store/connections.ts'
import type { EventName } from '../../store/events.ts'
import { findEnvironment } from '../../store/organizations.ts'
import { mapPage } from '../../store/page.ts'
import { endOutstanding } from '../../store/share-token-events.ts'
import type { Db } from '../../store/store.ts'
import { findLatestVersion } from '../../store/templates.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { noBody } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf } from '../http/document.ts'
import { type Call, reading, writing } from '../http/keyed.ts'
import { listing } from '../http/listing.ts'
import type { Permission } from '../http/permissions.ts'
import { createdFilters, createdIn, idFilter, listQuery, noQuery, searchFilter } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { gapSchema } from '../share-tokens/preview.ts'
import { alignment, changeBody, changeConditions, createBody, offerOf } from './conditions.ts'
import { tellBothSides } from './connection-events.ts'
import { connectionResource, connectionSchema } from './connection-resource.ts'

export const listParameters = listQuery({
  'filter[status]': z.enum(['pending', 'active', 'inactive']).optional(),
  'filter[destination-organization-id]': idFilter,
  /** Ours, like those that follow: what the organization shares, beside what it receives. */
  'filter[source-organization-id]': idFilter,
  'filter[search]': searchFilter,
  ...createdFilters,
})

/** `/connect/connections`: one-directional, made by the source, accepted by the destination, never deleted. */
export const connectionRoutes = (api: Api): Route[] => [
  listing(api, '/connect/connections', {
    summary: 'List the connections of which this organization is a side',
    permission: 'connect.read',
    query: listParameters,
    resource: connectionSchema,
    async list({ caller, db, query }, page) {
      const filter = {
        status: query['filter[status]'],
        sourceOrganizationId: query['filter[source-organization-id]'],
        destinationOrganizationId: query['filter[destination-organization-id]'],
        search: query['filter[search]'],
        ...createdIn(query),
      }
      return mapPage(await listConnections(db, caller.environmentId, filter, page), connectionResource)
    },
  }),
  writing(api, 'post', '/connect/connections', {
    summary: 'Create a connection to a destination, which has to accept it',
    permission: 'connect.create',
    body: createBody,
    answers: { 201: documentOf(connectionSchema) },
    answer: async call => created({ data: connectionResource(await create(api, call)) }),
  }),
  reading(api, '/connect/connections/:id', {
    summary: 'Retrieve a connection',
    permission: 'connect.read',
    query: noQuery,
    answers: { 200: documentOf(connectionSchema) },
    answer: async ({ caller, db, id }) => ok({ data: connectionResource(await find(db, caller, id)) }),
  }),
  writing(api, 'patch', '/connect/connections/:id', {
    summary: 'Change what a connection lets travel and on which conditions, as its source',
    permission: 'connect.create',
    body: changeBody,
    answers: { 200: documentOf(connectionSchema) },
    async answer({ caller, db, id, body }) {
      const found = await find(db, caller, id)
      await changeConditions(db, caller, found, body.data.attributes, api.clock())
      return ok({ data: connectionResource(await find(db, caller, id)) })
    },
  }),
  reading(api, '/connect/connections/:id/alignment', {
    summary: 'What a template will be missing from this partner, as the destination',
    permission: 'connect.read',
    query: z.object({ 'inquiry-template-id': z.string().max(64) }),
    answers: { 200: documentOf(gapSchema) },
    async answer({ caller, db, id, query }) {
      const found = await find(db, caller, id)
      const template = await findLatestVersion(db, caller.environmentId, query['inquiry-template-id'])
      if (!template) throw new ApiError('not_found', 'inquiry-template-id is not found')
      return ok({ data: alignment(found, template) })
    },
  }),
  ...(['accept', 'deactivate', 'reactivate'] as const).map(action =>
    writing(api, 'post', `/connect/connections/:id/${action}`, {
      summary: ACTIONS[action].summary,
      permission: ACTIONS[action].permission,
      body: noBody,
      answers: { 200: documentOf(connectionSchema) },
      answer: async call => ok({ data: connectionResource(await move(api, call, action)) }),
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
): Promise<NamedConnection> {
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
    ...offerOf(caller, attributes),
    destination_terms_json: null,
    creator_id: caller.id,
    created_at: now,
    updated_at: now,
  }
  await insertConnection(db, row)
  await tellBothSides(db, row, 'connect/connection.created', now)
  return find(db, caller, row.id)
}

async function move(
  api: Api,
  { caller, db, id }: Call<unknown, undefined>,
  action: ConnectionAction,
): Promise<NamedConnection> {
  const { by, from, to } = CONNECTION_TRANSITIONS[action]
  const connection = await find(db, caller, id)
  if (!sidesOf(connection, caller.environmentId).some(side => by.includes(side))) {
    throw new ApiError('forbidden', `only the ${by.join(' or the ')} may ${action} a connection`)
  }
  const now = api.clock()
  if (!(await moveConnection(db, connection.id, from, to, now))) {
    throw new ApiError('conflict', `a connection that is ${connection.status} cannot be moved to ${to}`)
  }
  if (to === 'inactive') await endOutstanding(db, { connectionId: connection.id }, now)
  await tellBothSides(db, connection, ACTIONS[action].event, now)
  return find(db, caller, id)
}

async function find(db: Db, caller: Caller, id: string): Promise<NamedConnection> {
  const connection = await findConnection(db, caller.environmentId, id)
  if (!connection) throw notFound()
  return connection
}
