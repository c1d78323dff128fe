import { Router } from 'express'
import { iso } from '../clock.ts'
import { type Consent, findConsent, listConsents } from '../store/consents.ts'
import { dataTypes, readJson } from '../store/json.ts'
import type { Api } from './api.ts'
import { notFound } from './http/api-error.ts'
import { listDocument, type Resource, reference } from './http/document.ts'
import { endpoint, idOf, ok } from './http/endpoint.ts'
import { keyed } from './http/keyed.ts'
import { parse } from './http/parse.ts'
import { listQuery, pageOf } from './http/query.ts'

const listParameters = listQuery({})

/** `/connect/consents` (ours): what people decided, and what redemptions stood on. Records are never changed. */
export function consentsRouter(api: Api): Router {
  const { db } = api.store
  const router = Router()
  endpoint(router, '/', {
    get: keyed(api, async (caller, req) => {
      const page = pageOf(parse(listParameters, req.query))
      return ok(listDocument(await listConsents(db, caller.environmentId, page), req, toResource))
    }),
  })
  endpoint(router, '/:id', {
    get: keyed(api, async (caller, req) => {
      const consent = await findConsent(db, caller.environmentId, idOf(req))
      if (!consent) throw notFound()
      return ok({ data: toResource(consent) })
    }),
  })
  return router
}

const toResource = (consent: Consent): Resource => ({
  type: 'connect/consent',
  id: consent.id,
  attributes: {
    basis: consent.basis,
    decision: consent.decision,
    tier: consent.tier,
    'data-types': readJson(dataTypes, consent.data_types_json),
    'notice-hash': consent.notice_hash,
    locale: consent.locale,
    'created-at': iso(consent.created_at),
  },
  relationships: {
    connection: reference('connect/connection', consent.connection_id),
    session: reference('connect/session', consent.session_id),
    'share-token': reference('connect/share-token', consent.share_token_id),
  },
})
