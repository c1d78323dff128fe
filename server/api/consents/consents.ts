import { createHash } from 'node:crypto'
import { z } from 'zod'
import { dataType } from '../../connect/scope.ts'
import { newId } from '../../ids.ts'
import { findConnection, sidesOf } from '../../store/connections.ts'
import { type Consent, findConsent, insertConsent, keepNotice, listConsents } from '../../store/consents.ts'
import { recordEvent } from '../../store/events.ts'
import { mapPage } from '../../store/page.ts'
import type { Db } from '../../store/store.ts'
import type { Api } from '../api.ts'
import { ApiError, notFound } from '../http/api-error.ts'
import { attributesOf, noBody } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'
import { documentOf } from '../http/document.ts'
import { type Call, reading, writing } from '../http/keyed.ts'
import { listing } from '../http/listing.ts'
import { createdFilters, createdIn, idFilter, listQuery, noQuery, searchFilter } from '../http/query.ts'
import { created, ok } from '../http/reply.ts'
import type { Route } from '../http/route.ts'
import { consentResource, consentSchema } from './consent-resource.ts'
import { consentReceipt, receiptSchema } from './receipt.ts'
import { withdraw } from './withdraw.ts'

export const createBody = attributesOf(
  z.strictObject({
    'connection-id': z.string().max(64),
    decision: z.enum(['granted', 'declined']),
    'data-types': z.array(dataType).max(32),
    /** What the person was shown, as it was shown: its bytes are kept under their hash. */
    notice: z.string().min(1).max(20_000),
    locale: z.string().max(35),
    /** Where it was asked: on the organization's own page, or signed by the person. */
    tier: z.enum(['hosted', 'holder_signed']).default('hosted'),
  }),
)

export const listParameters = listQuery({
  'filter[decision]': z.enum(['granted', 'declined', 'withdrawn']).optional(),
  'filter[connection-id]': idFilter,
  'filter[partner-organization-id]': idFilter,
  'filter[search]': searchFilter,
  ...createdFilters,
})

/** `/connect/consents` (ours): what people decided, and what redemptions stood on. Records are never changed. */
export const consentRoutes = (api: Api): Route[] => [
  listing(api, '/connect/consents', {
    summary: 'List consent records, newest first',
    permission: 'connect.read',
    query: listParameters,
    resource: consentSchema,
    async list({ caller, db, query }, page) {
      const filter = {
        decision: query['filter[decision]'],
        connectionId: query['filter[connection-id]'],
        partnerOrganizationId: query['filter[partner-organization-id]'],
        search: query['filter[search]'],
        ...createdIn(query),
      }
      return mapPage(await listConsents(db, caller.environmentId, filter, page), consentResource)
    },
  }),
  writing(api, 'post', '/connect/consents', {
    summary: 'Record a decision that the organization has obtained itself',
    permission: 'connect.create',
    body: createBody,
    answers: { 201: documentOf(consentSchema) },
    answer: async call => created({ data: consentResource(await create(api, call)) }),
  }),
  reading(api, '/connect/consents/:id', {
    summary: 'Retrieve a consent record',
    permission: 'connect.read',
    query: noQuery,
    answers: { 200: documentOf(consentSchema) },
    answer: async ({ caller, db, id }) => ok({ data: consentResource(await find(db, caller, id)) }),
  }),
  reading(api, '/connect/consents/:id/receipt', {
    summary: 'The record as a signed receipt that verifies offline',
    permission: 'connect.read',
    query: noQuery,
    answers: { 200: documentOf(receiptSchema) },
    answer: async ({ caller, db, id }) =>
      ok({ data: await consentReceipt(api.signer, await find(db, caller, id)) }),
  }),
  writing(api, 'post', '/connect/consents/:id/withdraw', {
    summary: 'Withdraw a granted consent; unredeemed tokens that rely on it stop at once',
    permission: 'connect.create',
    body: noBody,
    answers: { 200: documentOf(consentSchema) },
    async answer({ caller, db, id, after }) {
      const record = await find(db, caller, id)
      if (record.decision !== 'granted') {
        throw new ApiError('conflict', `a record that says ${record.decision} cannot be withdrawn`)
      }
      const { session_id: sessionId } = record
      if (sessionId !== null) after(() => api.engine.signals.publish(sessionId))
      return ok({ data: consentResource(await withdraw(db, record, api.clock())) })
    },
  }),
]

async function find(db: Db, caller: Caller, id: string): Promise<Consent> {
  const record = await findConsent(db, caller.environmentId, id)
  if (!record) throw notFound()
  return record
}

async function create(
  api: Api,
  { caller, db, body }: Call<z.infer<typeof createBody>, undefined>,
): Promise<Consent> {
  const { attributes } = body.data
  const types = attributes['data-types']
  const connection = await findConnection(db, caller.environmentId, attributes['connection-id'])
  const side = connection && sidesOf(connection, caller.environmentId)[0]
  if (!side) throw new ApiError('unprocessable', 'data.attributes.connection-id is not found')
  if ((attributes.decision === 'granted') === (types.length === 0)) {
    throw new ApiError(
      'unprocessable',
      'data.attributes.data-types must be what was granted, and empty otherwise',
    )
  }
  const now = api.clock()
  const hash = `sha-256:${createHash('sha256').update(attributes.notice).digest('hex')}`
  await keepNotice(db, { hash, body: attributes.notice, created_at: now })
  const record: Consent = {
    id: newId('consent'),
    environment_id: caller.environmentId,
    connection_id: connection.id,
    side,
    session_id: null,
    share_token_id: null,
    share_request_id: null,
    basis: 'consent',
    decision: attributes.decision,
    withdraws_id: null,
    tier: attributes.tier,
    data_types_json: JSON.stringify(types),
    notice_hash: hash,
    terms_json: null,
    locale: attributes.locale,
    created_at: now,
  }
  await insertConsent(db, record)
  const object = { type: 'connect/consent', id: record.id }
  const name = `connect/consent.${attributes.decision}` as const
  await recordEvent(db, { environmentId: caller.environmentId, name, object }, now)
  return record
}
