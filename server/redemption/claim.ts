import type { DataType } from '../api/wire.ts'
import { HYDRATABLE_STATUSES } from '../connect/inquiry.ts'
import { authorizationDetails, scopeOf } from '../connect/scope.ts'
import { newId } from '../ids.ts'
import { type Connection, findConnection } from '../store/connections.ts'
import { type Consent, decisionOf, insertConsent } from '../store/consents.ts'
import { recordEvent } from '../store/events.ts'
import { findInquiry } from '../store/inquiries.ts'
import { dataTypes, readJson, readJsonOrNull, terms } from '../store/json.ts'
import { appendProgress } from '../store/progress.ts'
import { insertRedemption, type Lease, type Redemption } from '../store/redemptions.ts'
import { claimShareToken, type ShareToken } from '../store/share-tokens.ts'
import type { Db } from '../store/store.ts'
import { getVersion } from '../store/templates.ts'
import { LEASE_MS, streamOf } from './engine.ts'
import { stepsOf } from './steps.ts'

/** Why a claim is refused. A refused claim has changed nothing: the token can still be redeemed. */
export type ClaimRefusal =
  | 'share_token_not_redeemable'
  | 'destination_not_found'
  | 'destination_not_open'
  | 'consent_missing'
  | 'consent_declined'
  | 'nothing_to_share'

export class ClaimRefused extends Error {
  readonly refusal: ClaimRefusal
  constructor(refusal: ClaimRefusal) {
    super(refusal)
    this.refusal = refusal
  }
}

export interface ClaimRequest {
  /** A token that is addressed to `environmentId`. */
  token: ShareToken
  environmentId: string
  destinationId: string
  /** The session that redeems, with the challenge of its share request; null where a backend does. */
  session: { id: string; challenge: string } | null
  /** The instance that will run the redemption. */
  owner: string
}

export interface Claimed {
  redemption: Redemption
  lease: Lease
  /** The stream to wake, and the lease to run, once the transaction is durable. */
  streamId: string
}

/**
 * CLAIM: takes the token for this redemption alone. Authority is never the token by itself: destination, live
 * connection, recorded consent and the token are all checked in the one transaction that also records the redemption,
 * already leased to the instance that accepts it. Throws {@link ClaimRefused}; the transaction must then be given up.
 */
export async function claim(tx: Db, request: ClaimRequest, now: number): Promise<Claimed> {
  const { token, environmentId, destinationId, session } = request
  const inquiry = await findInquiry(tx, environmentId, destinationId)
  if (!inquiry) throw new ClaimRefused('destination_not_found')
  if (!HYDRATABLE_STATUSES.includes(inquiry.status) || (await isTaken(tx, destinationId))) {
    throw new ClaimRefused('destination_not_open')
  }
  const won = await claimShareToken(tx, {
    tokenId: token.id,
    destinationEnvironmentId: environmentId,
    challenge: session?.challenge ?? null,
    mode: 'hydrate',
    destination: { type: 'inquiry', id: destinationId },
    now,
  })
  const connection = won && (await findConnection(tx, environmentId, token.connection_id))
  if (!connection) throw new ClaimRefused('share_token_not_redeemable')

  const consent = await consentFor(tx, request, connection, now)
  const scope = scopeOf(grantedBy(token), readJson(dataTypes, connection.data_types_json), consent.types)
  if (scope.length === 0) throw new ClaimRefused('nothing_to_share')

  const { document } = await getVersion(tx, environmentId, inquiry.template_version_id)
  const redemption: Redemption = {
    id: newId('redemption'),
    environment_id: environmentId,
    share_token_id: token.id,
    connection_id: connection.id,
    consent_id: consent.id,
    session_id: session?.id ?? null,
    mode: 'hydrate',
    destination_type: 'inquiry',
    destination_id: destinationId,
    scope_json: JSON.stringify(scope),
    status: 'running',
    stage: 'claimed',
    steps: stepsOf(document).total,
    attempts: 1,
    lease_owner: request.owner,
    lease_until: now + LEASE_MS,
    fence: 1,
    failure_reason: null,
    created_at: now,
    finished_at: null,
  }
  await insertRedemption(tx, redemption)
  await announce(tx, redemption, now)
  return {
    redemption,
    lease: { redemptionId: redemption.id, owner: request.owner, fence: 1 },
    streamId: streamOf(redemption),
  }
}

/** Whether another redemption is hydrating this inquiry or has done so. */
async function isTaken(tx: Db, destinationId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('redemption')
    .select('id')
    .where('destination_id', '=', destinationId)
    .where('status', '<>', 'failed')
    .executeTakeFirst()
  return row !== undefined
}

const grantedBy = (token: ShareToken): DataType[] =>
  readJson(authorizationDetails, token.authorization_details_json).datatypes

/**
 * The record that covers this redemption: in a session the person's own decision; otherwise the terms that both
 * organizations have on record for the connection, written down for this token.
 */
async function consentFor(
  tx: Db,
  { token, environmentId, session }: ClaimRequest,
  connection: Connection,
  now: number,
): Promise<{ id: string; types: DataType[] }> {
  if (session) {
    const decision = await decisionOf(tx, session.id)
    if (!decision) throw new ClaimRefused('consent_missing')
    if (decision.decision === 'declined') throw new ClaimRefused('consent_declined')
    return { id: decision.id, types: readJson(dataTypes, decision.data_types_json) }
  }
  const source = readJsonOrNull(terms, connection.source_terms_json)
  const destination = readJsonOrNull(terms, connection.destination_terms_json)
  if (!source || !destination) throw new ClaimRefused('consent_missing')
  const record: Consent = {
    id: newId('consent'),
    environment_id: environmentId,
    connection_id: connection.id,
    session_id: null,
    share_token_id: token.id,
    basis: 'terms',
    decision: 'granted',
    tier: null,
    data_types_json: JSON.stringify(grantedBy(token)),
    notice_hash: null,
    terms_json: JSON.stringify({ source, destination }),
    locale: null,
    created_at: now,
  }
  await insertConsent(tx, record)
  return { id: record.id, types: grantedBy(token) }
}

async function announce(tx: Db, redemption: Redemption, now: number): Promise<void> {
  const body = { name: 'redemption.accepted', step: 0, steps: redemption.steps } as const
  await appendProgress(
    tx,
    streamOf(redemption),
    redemption.id,
    { ...body, 'redemption-id': redemption.id },
    now,
  )
  const object = { type: 'connect/redemption', id: redemption.id }
  await recordEvent(
    tx,
    { environmentId: redemption.environment_id, name: 'connect/redemption.accepted', object },
    now,
  )
}
