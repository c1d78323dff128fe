import { findShareRequest, type ShareRequest } from '../../store/share-requests.ts'
import { type Db, seeBothSides, transaction } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { consentResource, consentSchema } from '../consents/consent-resource.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf } from '../http/document.ts'
import { reading, writing } from '../http/keyed.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { languageQuery } from '../session/language-query.ts'
import { consentBody } from '../session/session.ts'
import { decideAtSource } from './decide-at-source.ts'
import { shareRequestResource, shareRequestSchema } from './share-request-resource.ts'

/** `/connect/share-requests` (ours): a destination's ask for a token. The destination reads it, the source answers it. */
export const shareRequestRoutes = (api: Api): Route[] => [
  reading(api, '/connect/share-requests/:id', {
    summary: 'Who asks for a share token, for what and why',
    permission: 'connect.read',
    query: languageQuery,
    answers: { 200: documentOf(shareRequestSchema) },
    async answer({ caller, db, id, query: { locale } }) {
      const request = await find(db, caller, id)
      return transaction(db, async tx => {
        await seeBothSides(tx, request.connection_id)
        const data = await shareRequestResource(tx, caller.environmentId, request, api.clock(), locale)
        return ok({ data })
      })
    },
  }),
  writing(api, 'post', '/connect/share-requests/:id/consents', {
    summary: "Record the person's decision on the source's page; a token that is minted next stands on it",
    permission: 'connect.create',
    body: consentBody,
    answers: { 201: documentOf(consentSchema) },
    async answer(call) {
      const request = await find(call.db, call.caller, call.id)
      if (request.source_environment_id !== call.caller.environmentId) {
        throw new ApiError('forbidden', "only the source may record what was answered on the source's page")
      }
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
