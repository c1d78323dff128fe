import type { Request } from 'express'
import { z } from 'zod'
import { inviteStatus } from '../../connect/connection-invite.ts'
import { joinSecret } from '../../secrets.ts'
import {
  type ConnectionInvite,
  endInvite,
  findConnectionInvite,
  listConnectionInvites,
} from '../../store/connection-invites.ts'
import { findConnection } from '../../store/connections.ts'
import { recordEvent } from '../../store/events.ts'
import { getOrganization } from '../../store/organizations.ts'
import { mapPage } from '../../store/page.ts'
import type { Db } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { ownTerms } from '../connections/conditions.ts'
import { connectionResource, connectionSchema } from '../connections/connection-resource.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf, noBody } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf } from '../http/document.ts'
import { type Call, reading, writing } from '../http/keyed.ts'
import { listing } from '../http/listing.ts'
import { createdFilters, createdIn, listQuery, noQuery, searchFilter } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { acceptInvite, presentedInvite } from './accept-invite.ts'
import {
  connectionInviteResource,
  connectionInviteSchema,
  connectionOffer,
  connectionOfferSchema,
} from './connection-invite-resource.ts'
import { createBody, createInvite } from './create-invite.ts'

export const listParameters = listQuery({
  'filter[status]': z.enum(['pending', 'accepted', 'revoked', 'expired']).optional(),
  'filter[search]': searchFilter,
  ...createdFilters,
})

const invite = z.string().max(200)

export const previewBody = attributesOf(z.strictObject({ invite }))
export const acceptBody = attributesOf(z.strictObject({ invite, terms: ownTerms }))

/** Told once. */
export const inviteMeta = z.strictObject({ 'invite-url': z.string() })

/** `/connect/connection-invites` (ours): a connection offered by link, to a destination of any identifier. */
export const connectionInviteRoutes = (api: Api): Route[] => [
  listing(api, '/connect/connection-invites', {
    summary: 'List the invites that this organization has made',
    permission: 'connect.read',
    query: listParameters,
    resource: connectionInviteSchema,
    async list({ caller, db, query }, page) {
      const now = api.clock()
      const filter = {
        status: query['filter[status]'],
        search: query['filter[search]'],
        ...createdIn(query),
      }
      const found = await listConnectionInvites(db, caller.environmentId, filter, page, now)
      return mapPage(found, row => connectionInviteResource(row, now))
    },
  }),
  writing(api, 'post', '/connect/connection-invites', {
    summary: 'Offer a connection by link',
    permission: 'connect.create',
    body: createBody,
    answers: { 201: documentOf(connectionInviteSchema, inviteMeta) },
    async answer({ caller, db, body, req }) {
      const now = api.clock()
      const made = await createInvite(db, caller, body.data.attributes, now)
      const meta = { 'invite-url': inviteUrl(req, joinSecret(made.invite.id, made.secret)) }
      return created({ data: connectionInviteResource(made.invite, now), meta })
    },
  }),
  reading(api, '/connect/connection-invites/:id', {
    summary: 'Retrieve an invite',
    permission: 'connect.read',
    query: noQuery,
    answers: { 200: documentOf(connectionInviteSchema) },
    answer: async ({ caller, db, id }) =>
      ok({ data: connectionInviteResource(await find(db, caller, id), api.clock()) }),
  }),
  writing(api, 'post', '/connect/connection-invites/:id/revoke', {
    summary: 'Take an invite back that nobody has accepted',
    permission: 'connect.create',
    body: noBody,
    answers: { 200: documentOf(connectionInviteSchema) },
    async answer(call) {
      await revoke(api, call)
      return ok({ data: connectionInviteResource(await find(call.db, call.caller, call.id), api.clock()) })
    },
  }),
  writing(api, 'post', '/connect/connection-invites/preview', {
    summary: 'Who offers what on which conditions, to whoever holds the link',
    permission: 'connect.read',
    body: previewBody,
    answers: { 200: documentOf(connectionOfferSchema) },
    async answer({ caller, db, body }) {
      const found = await presentedInvite(db, caller, body.data.attributes.invite, api.clock())
      return ok({ data: connectionOffer(found, await getOrganization(db, found.source_organization_id)) })
    },
  }),
  writing(api, 'post', '/connect/connection-invites/accept', {
    summary: 'Accept an invite, as the destination; the connection is active at once',
    permission: 'connect.accept',
    body: acceptBody,
    answers: { 201: documentOf(connectionSchema) },
    async answer({ caller, db, body }) {
      const now = api.clock()
      const { attributes } = body.data
      const found = await presentedInvite(db, caller, attributes.invite, now)
      const { id } = await acceptInvite(db, caller, found, attributes.terms ?? null, now)
      const connection = await findConnection(db, caller.environmentId, id)
      if (!connection) throw notFound()
      return created({ data: connectionResource(connection) })
    },
  }),
]

/**
 * A link to the page beside the API, wherever both are mounted. The secret is in the fragment, which no server and no
 * `Referer` ever sees.
 */
const inviteUrl = (req: Request, secretForm: string): string => {
  const mounted = req.baseUrl.replace(/\/api\/v1$/, '')
  return `${req.protocol}://${req.host}${mounted}/invite#${secretForm}`
}

async function find(db: Db, caller: Caller, id: string): Promise<ConnectionInvite> {
  const found = await findConnectionInvite(db, caller.environmentId, id)
  if (!found) throw notFound()
  return found
}

async function revoke(api: Api, { caller, db, id }: Call<unknown, undefined>): Promise<void> {
  const found = await find(db, caller, id)
  const now = api.clock()
  if (inviteStatus(found, now) !== 'pending' || !(await endInvite(db, id, { revoked_at: now }))) {
    throw new ApiError('conflict', `an invite that is ${inviteStatus(found, now)} cannot be revoked`)
  }
  const object = { type: 'connect/connection-invite', id }
  const { environmentId } = caller
  await recordEvent(db, { environmentId, name: 'connect/connection-invite.revoked', object }, now)
}
