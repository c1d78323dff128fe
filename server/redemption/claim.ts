import type { AgreementRefusal } from '../api/wire.ts'
import type { FieldMapping } from '../connect/field-mapping.ts'
import { canContinue } from '../connect/inquiry-expiry.ts'
import { authorizationDetails, scopeOf } from '../connect/scope.ts'
import { newId } from '../ids.ts'
import { findAccount } from '../store/accounts.ts'
import { findConnection } from '../store/connections.ts'
import { recordEvent } from '../store/events.ts'
import { findInquiry } from '../store/inquiries.ts'
import { dataTypes, readJson } from '../store/json.ts'
import { appendProgress } from '../store/progress.ts'
import { insertRedemption, type Lease, type Redemption } from '../store/redemptions.ts'
import { claimShareToken, type ShareToken } from '../store/share-tokens.ts'
import { type Db, seeBothSides } from '../store/store.ts'
import type { ShareableType } from '../store/tables/sharing.ts'
import { getVersion } from '../store/templates.ts'
import { findTransaction } from '../store/transactions.ts'
import { agreementRefusal } from './covering-agreement.ts'
import { coveringConsent } from './covering-consent.ts'
import { LEASE_MS, streamOf } from './engine.ts'
import { OBJECT_STEPS, stepsOf } from './steps.ts'

/** Why a claim is refused. A refused claim has changed nothing: the token can still be redeemed. */
export type ClaimRefusal =
  | AgreementRefusal
  | 'share_token_not_redeemable'
  | 'destination_not_found'
  | 'destination_not_open'
  | 'source_not_cloneable'
  | 'source_not_hydratable'
  | 'consent_missing'
  | 'consent_declined'
  | 'consent_tier_too_low'
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
  /** What to fill; null to clone. */
  destination: { type: 'inquiry' | 'account' | 'transaction'; id: string } | null
  fieldMappings: FieldMapping[]
  /** The destination's own consent record that a backend relies on; null where it relies on its terms. */
  consentId: string | null
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
 * connection, signed agreement, recorded consent and the token are all checked in the one transaction that also records the redemption,
 * already leased to the instance that accepts it. Throws {@link ClaimRefused}; the transaction must then be given up.
 */
export async function claim(tx: Db, request: ClaimRequest, now: number): Promise<Claimed> {
  const { token, environmentId, session } = request
  await seeBothSides(tx, token.connection_id)
  const target = await targetOf(tx, request, now)
  const mode = request.destination ? 'hydrate' : 'clone'
  const won = await claimShareToken(tx, {
    tokenId: token.id,
    destinationEnvironmentId: environmentId,
    challenge: session?.challenge ?? null,
    mode,
    destination: target,
    now,
  })
  const connection = won && (await findConnection(tx, environmentId, token.connection_id))
  if (!connection || (token.challenge === null && connection.unbound_tokens === 'refused')) {
    throw new ClaimRefused('share_token_not_redeemable')
  }

  const uncovered = await agreementRefusal(tx, {
    kind: connection.environment_kind,
    own: environmentId,
    partner: connection.source_environment_id,
    now,
  })
  if (uncovered) throw new ClaimRefused(uncovered)

  const cover = await coveringConsent(tx, {
    token,
    environmentId,
    connection,
    sessionId: session?.id ?? null,
    consentId: request.consentId,
    now,
  })
  if ('refusal' in cover) throw new ClaimRefused(cover.refusal)
  const { datatypes } = readJson(authorizationDetails, token.authorization_details_json)
  const scope = scopeOf(datatypes, readJson(dataTypes, connection.data_types_json), ...cover.grants)
  if (scope.length === 0) throw new ClaimRefused('nothing_to_share')

  const redemption: Redemption = {
    id: newId('redemption'),
    environment_id: environmentId,
    share_token_id: token.id,
    connection_id: connection.id,
    consent_id: cover.consentId,
    session_id: session?.id ?? null,
    mode,
    destination_type: target.type,
    destination_id: target.id,
    field_mappings_json: JSON.stringify(request.fieldMappings),
    scope_json: JSON.stringify(scope),
    status: 'running',
    stage: 'claimed',
    steps: target.steps,
    attempts: 1,
    lease_owner: request.owner,
    lease_until: now + LEASE_MS,
    fence: 1,
    failure_reason: null,
    fields_copied: null,
    fields_asked: null,
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

interface Target {
  type: ShareableType
  id: string | null
  steps: number
}

/** What will be filled or made, if it can be. */
async function targetOf(
  tx: Db,
  { token, environmentId, destination }: ClaimRequest,
  now: number,
): Promise<Target> {
  if (!destination) {
    if (token.source_type === 'inquiry' || token.source_type === 'verification') {
      return { type: token.source_type, id: null, steps: OBJECT_STEPS }
    }
    throw new ClaimRefused('source_not_cloneable')
  }
  if (token.source_type === 'verification') throw new ClaimRefused('source_not_hydratable')
  if (destination.type === 'inquiry') return inquiryTarget(tx, environmentId, destination.id, now)
  const find = destination.type === 'account' ? findAccount : findTransaction
  const row = await find(tx, environmentId, destination.id)
  if (!row) throw new ClaimRefused('destination_not_found')
  if (row.redacted_at !== null) throw new ClaimRefused('destination_not_open')
  return { ...destination, steps: OBJECT_STEPS }
}

async function inquiryTarget(tx: Db, environmentId: string, id: string, now: number): Promise<Target> {
  const inquiry = await findInquiry(tx, environmentId, id)
  if (!inquiry) throw new ClaimRefused('destination_not_found')
  const { template_version_id: versionId } = inquiry
  if (!canContinue(inquiry, now) || !versionId || (await isTaken(tx, id)))
    throw new ClaimRefused('destination_not_open')
  const { document } = await getVersion(tx, environmentId, versionId)
  return { type: 'inquiry', id, steps: stepsOf(document).total }
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
