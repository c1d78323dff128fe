import type { AuthorizationDetails } from '../../connect/scope.ts'
import { newId } from '../../ids.ts'
import { agreementRefusal } from '../../redemption/covering-agreement.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import { type Connection, findConnection, sidesOf } from '../../store/connections.ts'
import { findConsent, withdrawalOf } from '../../store/consents.ts'
import { dataTypes, readJson } from '../../store/json.ts'
import { appendProgress } from '../../store/progress.ts'
import { findShareRequest, type ShareRequest, sourceDecisionOf } from '../../store/share-requests.ts'
import { recordOnBothSides } from '../../store/share-token-events.ts'
import { insertShareToken, type ShareToken } from '../../store/share-tokens.ts'
import type { Db } from '../../store/store.ts'
import type { ShareableType } from '../../store/tables/sharing.ts'
import { agreementRequired } from '../agreements/agreement-refusals.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import type { Call } from '../http/keyed.ts'
import type { DataType } from '../wire.ts'
import { shareable } from './shareable.ts'

interface Attributes {
  'connection-id': string
  'source-id': string
  'expires-in-seconds': number
  'share-request-id'?: string | undefined
  'consent-id'?: string | undefined
  'data-types'?: DataType[] | undefined
}

/**
 * Makes a share token. The secret is returned once and stored as a hash. Asked for by a share request, the token is
 * bound to the session behind it, and that session's stream is told.
 */
export async function mintShareToken(
  api: Api,
  { caller, db, after }: Pick<Call<unknown, unknown>, 'caller' | 'db' | 'after'>,
  attributes: Attributes,
): Promise<{ token: ShareToken; secret: string }> {
  const secret = newSecret()
  const now = api.clock()
  const connection = await outboundConnection(db, caller, attributes['connection-id'])
  await requireAgreement(db, caller, now)
  const source = await shareable(db, caller, attributes['source-id'])
  const request = await requestFor(db, caller, connection, attributes['share-request-id'], now)
  const consentId = await consentFor(db, request, attributes['consent-id'])
  await requireConsent(db, caller, connection, consentId)
  if (!request && connection.unbound_tokens === 'refused') {
    throw new ApiError('conflict', 'this connection takes only tokens for a share request')
  }
  const token = newToken({ caller, connection, source, request, consentId, attributes, secret, now })
  await insertShareToken(db, token)
  await announce(db, token, request, now)
  if (request) after(() => api.engine.signals.publish(request.session_id))
  return { token, secret }
}

async function requireAgreement(tx: Db, caller: Caller, now: number): Promise<void> {
  const parties = { kind: caller.environmentKind, own: caller.environmentId, now }
  const refusal = await agreementRefusal(tx, parties)
  if (refusal) throw agreementRequired(refusal)
}

async function outboundConnection(tx: Db, caller: Caller, id: string): Promise<Connection> {
  const connection = await findConnection(tx, caller.environmentId, id)
  if (!connection || !sidesOf(connection, caller.environmentId).includes('source')) {
    throw new ApiError('unprocessable', 'data.attributes.connection-id is not found')
  }
  if (connection.status !== 'active') throw new ApiError('conflict', `the connection is ${connection.status}`)
  return connection
}

/**
 * The record that the token stands on: the one that is named, else the person's decision on the source's page for this
 * request, if that page asked. Nothing is minted against a refusal there, or once the person has taken their answer back,
 * whatever else the source could stand on.
 */
async function consentFor(
  tx: Db,
  request: ShareRequest | null,
  named: string | undefined,
): Promise<string | null> {
  const decision = request && (await sourceDecisionOf(tx, request.id))
  if (decision && (decision.decision === 'declined' || (await withdrawalOf(tx, decision.id)))) {
    throw new ApiError('conflict', 'the person has declined to share')
  }
  return named ?? decision?.id ?? null
}

/** A consent record that a token names must be the source's own, granted, standing, and of this connection. */
async function requireConsent(
  tx: Db,
  caller: Caller,
  connection: Connection,
  id: string | null,
): Promise<void> {
  if (id === null) return
  const record = await findConsent(tx, caller.environmentId, id)
  if (record?.side !== 'source' || record.connection_id !== connection.id) {
    throw new ApiError('unprocessable', 'data.attributes.consent-id is not found')
  }
  if (record.decision !== 'granted' || (await withdrawalOf(tx, record.id))) {
    throw new ApiError('conflict', 'the consent record does not allow sharing')
  }
}

async function requestFor(
  tx: Db,
  caller: Caller,
  connection: Connection,
  id: string | undefined,
  now: number,
): Promise<ShareRequest | null> {
  if (id === undefined) return null
  const request = await findShareRequest(tx, caller.environmentId, id)
  if (!request || request.connection_id !== connection.id || now >= request.expires_at) {
    throw new ApiError('unprocessable', 'data.attributes.share-request-id is not found')
  }
  return request
}

interface Ingredients {
  caller: Caller
  connection: Connection
  source: { type: ShareableType; id: string }
  request: ShareRequest | null
  consentId: string | null
  attributes: Attributes
  secret: string
  now: number
}

function newToken(ingredients: Ingredients): ShareToken {
  const { caller, connection, source, request, consentId, attributes, secret, now } = ingredients
  const travels = readJson(dataTypes, connection.data_types_json)
  const details: AuthorizationDetails = {
    type: 'connect/share',
    actions: ['redeem'],
    identifier: source.id,
    datatypes: travels.filter(type => attributes['data-types']?.includes(type) ?? true),
    locations: [connection.destination_organization_id],
  }
  return {
    id: newId('share-token'),
    secret_hash: hashSecret(secret),
    environment_kind: connection.environment_kind,
    connection_id: connection.id,
    source_environment_id: caller.environmentId,
    destination_environment_id: connection.destination_environment_id,
    source_type: source.type,
    source_id: source.id,
    authorization_details_json: JSON.stringify(details),
    share_request_id: request?.id ?? null,
    challenge: request?.challenge ?? null,
    status: 'created',
    redeem_mode: null,
    destination_type: null,
    destination_id: null,
    failure_reason: null,
    consent_id: consentId,
    creator_id: caller.id,
    created_at: now,
    updated_at: now,
    expires_at: now + attributes['expires-in-seconds'] * 1000,
    pending_at: null,
    redeemed_at: null,
    failed_at: null,
  }
}

async function announce(tx: Db, token: ShareToken, request: ShareRequest | null, now: number): Promise<void> {
  await recordOnBothSides(tx, token, 'created', now)
  if (!request) return
  const body = { name: 'share-token.received', 'share-token-id': token.id, step: 0, steps: 0 } as const
  await appendProgress(tx, request.session_id, null, body, now)
}
