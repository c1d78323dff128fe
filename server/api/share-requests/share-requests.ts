import { findShareRequest, type ShareRequest } from '../../store/share-requests.ts'
import type { Db } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { consentResource, consentSchema } from '../consents/consent-resource.ts'
import { notFound } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf } from '../http/document.ts'
import { reading, writing } from '../http/keyed.ts'
import { noQuery } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { consentBody } from '../session/session.ts'
import { decideAtSource } from './decide-at-source.ts'
import { shareRequestResource, shareRequestSchema } from './share-request-resource.ts'

/** `/connect/share-requests` (ours): a destination's ask for a token, as the source that it asks sees it. */
export const shareRequestRoutes = (api: Api): Route[] => [
  reading(api, '/connect/share-requests/:id', {
    summary: 'Who asks for a share token, for what and why, as the source',
    permission: 'connect.read',
    query: noQuery,
    answers: { 200: documentOf(shareRequestSchema) },
    async answer({ caller, db, id }) {
      return ok({ data: await shareRequestResource(db, await find(db, caller, id), api.clock()) })
    },
  }),
  writing(api, 'post', '/connect/share-requests/:id/consents', {
    summary: "Record the person's decision on the source's page; a token that is minted next stands on it",
    permission: 'connect.create',
    body: consentBody,
    answers: { 201: documentOf(consentSchema) },
    async answer(call) {
      const request = await find(call.db, call.caller, call.id)
      return created({
        data: consentResource(await decideAtSource(api, call, request, call.body.data.attributes)),
      })
    },
  }),
]

async function find(db: Db, caller: Caller, id: string): Promise<ShareRequest> {
  const request = await findShareRequest(db, caller.environmentId, id)
  if (!request) throw notFound()
  return request
}
