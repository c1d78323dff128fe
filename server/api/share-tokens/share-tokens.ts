import { z } from 'zod'
import { dataType } from '../../connect/scope.ts'
import { joinSecret } from '../../secrets.ts'
import { mapPage } from '../../store/page.ts'
import { endOutstanding } from '../../store/share-token-events.ts'
import { findShareToken, listShareTokens, type ShareToken, statusAt } from '../../store/share-tokens.ts'
import { type Db, transaction } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf, noBody } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf } from '../http/document.ts'
import { type Call, reading, writing } from '../http/keyed.ts'
import { listing } from '../http/listing.ts'
import { createdFilters, createdIn, idFilter, listQuery, searchFilter } from '../http/query.ts'
import { accepted, created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { batchRoute } from './batch.ts'
import { expiresInSeconds } from './expires-in.ts'
import { mintShareToken } from './mint.ts'
import { peek } from './peek.ts'
import { previewRoute } from './preview.ts'
import { redeem, redeemBody } from './redeem.ts'
import { shareTokenResource, shareTokenSchema } from './share-token-resource.ts'

const id = z.string().max(64)

export const createBody = attributesOf(
  z.strictObject({
    'connection-id': id,
    'source-id': id,
    'expires-in-seconds': expiresInSeconds,
    /** Ours: binds the token to the session that asked for it. */
    'share-request-id': id.optional(),
    /** Ours: the source's own consent record that it relies on; its terms where none is named. */
    'consent-id': id.optional(),
    /** Ours: a part of what the connection lets travel; all of it where none is named. */
    'data-types': z.array(dataType).min(1).optional(),
  }),
)

export const listParameters = listQuery({
  'filter[status]': z.enum(['created', 'pending', 'redeemed', 'expired', 'failed']).optional(),
  'filter[connection-id]': idFilter,
  'filter[direction]': z.enum(['inbound', 'outbound']).optional(),
  /** Ours, like those that follow. */
  'filter[partner-organization-id]': idFilter,
  'filter[search]': searchFilter,
  ...createdFilters,
})

/** Told once. */
export const secretMeta = z.strictObject({ 'share-token': z.string() })

/** `/connect/share-tokens`: the right of one destination to redeem one source object once. */
export function shareTokenRoutes(api: Api): Route[] {
  const resource = (token: ShareToken, caller: Caller) =>
    shareTokenResource(token, caller.environmentId, api.clock())
  return [
    listing(api, '/connect/share-tokens', {
      summary: 'List share tokens, outbound and inbound',
      permission: 'connect.read',
      query: listParameters,
      resource: shareTokenSchema,
      async list({ caller, db, query }, page) {
        const filter = {
          status: query['filter[status]'],
          connectionId: query['filter[connection-id]'],
          partnerOrganizationId: query['filter[partner-organization-id]'],
          direction: query['filter[direction]'],
          search: query['filter[search]'],
          ...createdIn(query),
        }
        const found = await listShareTokens(db, caller.environmentId, filter, page, api.clock())
        return mapPage(found, token => resource(token, caller))
      },
    }),
    writing(api, 'post', '/connect/share-tokens', {
      summary: 'Create a share token for one object, through an active connection',
      permission: 'connect.create',
      body: createBody,
      answers: { 201: documentOf(shareTokenSchema, secretMeta) },
      async answer(call) {
        const { token, secret } = await mintShareToken(api, call, call.body.data.attributes)
        const meta = { 'share-token': joinSecret(token.id, secret) }
        return created({ data: resource(token, call.caller), meta })
      },
    }),
    reading(api, '/connect/share-tokens/:id', {
      summary: 'Retrieve a share token, as either side',
      permission: 'connect.read',
      query: z.object({ 'peek-source-data': z.enum(['true', 'false']).optional() }),
      answers: { 200: documentOf(shareTokenSchema) },
      async answer({ caller, db, id, query }) {
        const token = await find(db, caller, id)
        const shown = resource(token, caller)
        if (query['peek-source-data'] !== 'true' || !mayPeek(token, caller, api.clock())) {
          return ok({ data: shown })
        }
        const attributes = {
          ...shown.attributes,
          'source-data': await transaction(db, tx => peek(tx, token)),
        }
        return ok({ data: { ...shown, attributes } })
      },
    }),
    batchRoute(api),
    previewRoute(api),
    writing(api, 'post', '/connect/share-tokens/:id/redeem', {
      summary: 'Redeem a share token, as its destination; the redemption goes on by itself',
      permission: 'connect.redeem',
      body: redeemBody,
      answers: { 202: documentOf(shareTokenSchema) },
      async answer(call) {
        await redeem(api, call, await find(call.db, call.caller, call.id))
        return accepted({ data: resource(await find(call.db, call.caller, call.id), call.caller) })
      },
    }),
    writing(api, 'post', '/connect/share-tokens/:id/expire', {
      summary: 'Expire a share token that nobody has redeemed, as its source',
      permission: 'connect.create',
      body: noBody,
      answers: { 200: documentOf(shareTokenSchema) },
      async answer(call) {
        await expire(api, call)
        return ok({ data: resource(await find(call.db, call.caller, call.id), call.caller) })
      },
    }),
  ]
}

async function find(db: Db, caller: Caller, tokenId: string): Promise<ShareToken> {
  const token = await findShareToken(db, caller.environmentId, tokenId)
  if (!token) throw notFound()
  return token
}

/** Only the destination looks, and only while there is something to redeem. */
const mayPeek = (token: ShareToken, caller: Caller, now: number): boolean =>
  token.destination_environment_id === caller.environmentId && statusAt(token, now) === 'created'

async function expire(api: Api, { caller, db, id }: Call<unknown, undefined>): Promise<void> {
  const token = await find(db, caller, id)
  if (token.source_environment_id !== caller.environmentId) {
    throw new ApiError('forbidden', 'only the source of a share token may expire it')
  }
  const now = api.clock()
  if (now >= token.expires_at || (await endOutstanding(db, { tokenId: token.id }, now)) === 0) {
    throw new ApiError('conflict', `a share token that is ${token.status} cannot be expired`)
  }
}
