import { z } from 'zod'
import { dataType } from '../../connect/scope.ts'
import { joinSecret } from '../../secrets.ts'
import type { Api } from '../api.ts'
import { attributesOf } from '../http/body.ts'
import { documentOf } from '../http/document.ts'
import { writing } from '../http/keyed.ts'
import { created } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { expiresInSeconds } from './expires-in.ts'
import { mintShareToken } from './mint.ts'
import { shareTokenResource, shareTokenSchema } from './share-token-resource.ts'

/** How many objects one batch may share. */
const BATCH_MAX = 100

const id = z.string().max(64)

export const body = attributesOf(
  z.strictObject({
    'connection-id': id,
    'source-ids': z.array(id).min(1).max(BATCH_MAX),
    'expires-in-seconds': expiresInSeconds,
    'data-types': z.array(dataType).min(1).optional(),
  }),
)

/** The secret form of each token, by its id; told once. */
export const secretsMeta = z.strictObject({ 'share-tokens': z.record(z.string(), z.string()) })

/** `POST /connect/share-tokens/batch` (ours): a token for each of a list of objects, all of them or none. */
export const batchRoute = (api: Api): Route =>
  writing(api, 'post', '/connect/share-tokens/batch', {
    summary: 'Create a share token for each of a list of objects: all of them or none',
    permission: 'connect.create',
    body,
    answers: { 201: documentOf(z.array(shareTokenSchema), secretsMeta) },
    async answer(call) {
      const { 'source-ids': sourceIds, ...shared } = call.body.data.attributes
      const minted = []
      for (const sourceId of sourceIds) {
        minted.push(await mintShareToken(api, call, { ...shared, 'source-id': sourceId }))
      }
      const secrets = minted.map(({ token, secret }) => [token.id, joinSecret(token.id, secret)])
      const { environmentId } = call.caller
      return created({
        data: minted.map(({ token }) => shareTokenResource(token, environmentId, api.clock())),
        meta: { 'share-tokens': Object.fromEntries(secrets) },
      })
    },
  })
