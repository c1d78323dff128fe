import { Router } from 'express'
import { z } from 'zod'
import { dataType } from '../../connect/scope.ts'
import {
  EXPIRES_IN_SECONDS_DEFAULT,
  EXPIRES_IN_SECONDS_MAX,
  EXPIRES_IN_SECONDS_MIN,
} from '../../connect/share-token.ts'
import { type ClaimRefusal, ClaimRefused, claim } from '../../redemption/claim.ts'
import { joinSecret } from '../../secrets.ts'
import { findShareToken, listShareTokens, type ShareToken } from '../../store/share-tokens.ts'
import type { Api } from '../api.ts'
import { ApiError, type ApiErrorCode, notFound } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { listDocument } from '../http/document.ts'
import { accepted, created, endpoint, idOf, jsonBody, ok } from '../http/endpoint.ts'
import { keyed } from '../http/keyed.ts'
import { parse } from '../http/parse.ts'
import { listQuery, pageOf } from '../http/query.ts'
import { mintShareToken } from './mint.ts'
import { shareTokenResource } from './share-token-resource.ts'

const id = z.string().max(64)

const createBody = z.strictObject({
  data: z.strictObject({
    attributes: z.strictObject({
      'connection-id': id,
      'source-id': id,
      'expires-in-seconds': z
        .int()
        .min(EXPIRES_IN_SECONDS_MIN)
        .max(EXPIRES_IN_SECONDS_MAX)
        .default(EXPIRES_IN_SECONDS_DEFAULT),
      /** Ours: binds the token to the session that asked for it. */
      'share-request-id': id.optional(),
      /** Ours: a part of what the connection lets travel; all of it where none is named. */
      'data-types': z.array(dataType).min(1).optional(),
    }),
  }),
})

const redeemBody = z.strictObject({
  data: z
    .strictObject({ attributes: z.strictObject({ 'destination-id': id.optional() }).optional() })
    .optional(),
})

const listParameters = listQuery({
  'filter[connection-id]': id.optional(),
  'filter[direction]': z.enum(['inbound', 'outbound']).optional(),
})

/** `/connect/share-tokens`: the right of one destination to redeem one source object once. */
export function shareTokensRouter(api: Api): Router {
  const { db } = api.store
  const router = Router()
  const resource = (token: ShareToken, caller: Caller) =>
    shareTokenResource(token, caller.environmentId, api.clock())

  endpoint(router, '/', {
    get: keyed(api, async (caller, req) => {
      const query = parse(listParameters, req.query)
      const filter = { connectionId: query['filter[connection-id]'], direction: query['filter[direction]'] }
      const page = await listShareTokens(db, caller.environmentId, filter, pageOf(query))
      return ok(listDocument(page, req, token => resource(token, caller)))
    }),
    post: [
      jsonBody,
      keyed(api, async (caller, req) => {
        const { attributes } = parse(createBody, req.body).data
        const { token, secret } = await mintShareToken(api, caller, attributes)
        return created({
          data: resource(token, caller),
          meta: { 'share-token': joinSecret(token.id, secret) },
        })
      }),
    ],
  })
  endpoint(router, '/:id', {
    get: keyed(api, async (caller, req) =>
      ok({ data: resource(await find(api, caller, idOf(req)), caller) }),
    ),
  })
  endpoint(router, '/:id/redeem', {
    post: [
      jsonBody,
      keyed(api, async (caller, req) => {
        const destinationId = parse(redeemBody, req.body ?? {}).data?.attributes?.['destination-id']
        await redeem(api, caller, idOf(req), destinationId)
        return accepted({ data: resource(await find(api, caller, idOf(req)), caller) })
      }),
    ],
  })
  return router
}

async function find(api: Api, caller: Caller, tokenId: string): Promise<ShareToken> {
  const token = await findShareToken(api.store.db, caller.environmentId, tokenId)
  if (!token) throw notFound()
  return token
}

async function redeem(
  api: Api,
  caller: Caller,
  tokenId: string,
  destinationId: string | undefined,
): Promise<void> {
  const token = await find(api, caller, tokenId)
  if (token.destination_environment_id !== caller.environmentId) {
    throw new ApiError('forbidden', 'only the destination of a share token may redeem it')
  }
  if (destinationId === undefined) {
    throw new ApiError('unprocessable', 'data.attributes.destination-id is missing: cloning is not supported')
  }
  const { environmentId } = caller
  const request = { token, environmentId, destinationId, session: null, owner: api.runner.owner }
  const { lease } = await claim(api.engine, request).catch(refuse)
  api.runner.start(lease)
}

/** What a destination's own backend is told: it knows the token, so it may know why. */
const REFUSALS: Readonly<Record<ClaimRefusal, [ApiErrorCode, string]>> = {
  share_token_not_redeemable: ['conflict', 'the share token cannot be redeemed'],
  destination_not_found: ['not_found', 'data.attributes.destination-id is not found'],
  destination_not_open: ['conflict', 'the destination already has been redeemed into, or is finished'],
  consent_missing: ['conflict', 'no consent record covers this redemption'],
  consent_declined: ['conflict', 'the person has declined'],
  nothing_to_share: ['conflict', 'token, connection and consent have no data type in common'],
}

function refuse(error: unknown): never {
  if (error instanceof ClaimRefused) throw new ApiError(...REFUSALS[error.refusal])
  throw error
}
