import { z } from 'zod'
import { iso } from '../clock.ts'
import { dataType } from '../connect/scope.ts'
import { type Consent, findConsent, listConsents } from '../store/consents.ts'
import { dataTypes, readJson } from '../store/json.ts'
import type { Api } from './api.ts'
import { notFound } from './http/api-error.ts'
import {
  documentOf,
  listDocument,
  listOf,
  type Resource,
  reference,
  resourceSchema,
  time,
  toOne,
} from './http/document.ts'
import { reading } from './http/keyed.ts'
import { listQuery, noQuery, pageOf } from './http/query.ts'
import { ok } from './http/reply.ts'
import type { Route } from './http/route.ts'

const consent = resourceSchema(
  z.literal('connect/consent'),
  {
    basis: z.enum(['consent', 'terms']),
    decision: z.enum(['granted', 'declined']),
    tier: z.enum(['destination_asserted', 'hosted', 'holder_signed']).nullable(),
    'data-types': z.array(dataType),
    'notice-hash': z.string().nullable(),
    locale: z.string().nullable(),
    'created-at': time,
  },
  { connection: toOne, session: toOne, 'share-token': toOne },
)

/** `/connect/consents` (ours): what people decided, and what redemptions stood on. Records are never changed. */
export const consentRoutes = (api: Api): Route[] => [
  reading(api, '/connect/consents', {
    summary: 'List consent records, newest first',
    permission: 'connect.read',
    query: listQuery({}),
    answers: { 200: listOf(consent) },
    answer: async ({ caller, db, query, req }) =>
      ok(listDocument(await listConsents(db, caller.environmentId, pageOf(query)), req, toResource)),
  }),
  reading(api, '/connect/consents/:id', {
    summary: 'Retrieve a consent record',
    permission: 'connect.read',
    query: noQuery,
    answers: { 200: documentOf(consent) },
    async answer({ caller, db, id }) {
      const found = await findConsent(db, caller.environmentId, id)
      if (!found) throw notFound()
      return ok({ data: toResource(found) })
    },
  }),
]

const toResource = (record: Consent): Resource => ({
  type: 'connect/consent',
  id: record.id,
  attributes: {
    basis: record.basis,
    decision: record.decision,
    tier: record.tier,
    'data-types': readJson(dataTypes, record.data_types_json),
    'notice-hash': record.notice_hash,
    locale: record.locale,
    'created-at': iso(record.created_at),
  },
  relationships: {
    connection: reference('connect/connection', record.connection_id),
    session: reference('connect/session', record.session_id),
    'share-token': reference('connect/share-token', record.share_token_id),
  },
})
