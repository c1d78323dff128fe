import { newId } from '../../../server/ids.ts'
import { type Connection, insertConnection } from '../../../server/store/connections.ts'
import { type Consent, insertConsent } from '../../../server/store/consents.ts'
import { insertDocument } from '../../../server/store/documents.ts'
import { insertInquiry } from '../../../server/store/inquiries.ts'
import { insertRedemption, type Redemption } from '../../../server/store/redemptions.ts'
import { insertSession, type Session, sealVerifier } from '../../../server/store/sessions.ts'
import { insertShareRequest, type ShareRequest } from '../../../server/store/share-requests.ts'
import { insertShareToken, type ShareToken } from '../../../server/store/share-tokens.ts'
import type { Db } from '../../../server/store/store.ts'
import { insertTemplate, publishVersion } from '../../../server/store/templates.ts'
import { templateOf } from '../connect/templates.ts'
import { NOW, type Side } from './fixture.ts'

/** Rows with everything that their tables ask for; `change` says what a test is about. */

export async function connectionRow(
  db: Db,
  source: Side,
  destination: Side,
  change: Partial<Connection> = {},
): Promise<Connection> {
  const row: Connection = {
    id: newId('connection'),
    environment_kind: 'sandbox',
    source_organization_id: source.organizationId,
    source_environment_id: source.environmentId,
    destination_organization_id: destination.organizationId,
    destination_environment_id: destination.environmentId,
    status: 'active',
    data_types_json: '["name"]',
    share_url: null,
    lowest_tier: 'destination_asserted',
    unbound_tokens: 'allowed',
    source_terms_json: null,
    destination_terms_json: null,
    required_consents_json: '["source","destination"]',
    creator_id: newId('api-key'),
    created_at: NOW,
    updated_at: NOW,
    ...change,
  }
  await insertConnection(db, row)
  return row
}

export async function templateRow(db: Db, { environmentId }: Side, name = 'Account') {
  const templateId = newId('inquiry-template')
  const versionId = newId('inquiry-template-version')
  await insertTemplate(db, {
    id: templateId,
    environment_id: environmentId,
    name,
    status: 'active',
    latest_version_id: null,
    created_at: NOW,
  })
  const document = templateOf({ fields: ['name-first'] })
  await publishVersion(db, environmentId, { id: versionId, templateId, document, now: NOW })
  return { templateId, versionId, document }
}

/** A new inquiry; its id. */
export async function inquiryRow(
  db: Db,
  side: Side,
  change: { reference_id?: string; note?: string; expires_at?: number; retention_days?: number } = {},
): Promise<string> {
  const { templateId, versionId } = await templateRow(db, side)
  const id = newId('inquiry')
  await insertInquiry(db, {
    id,
    environment_id: side.environmentId,
    template_id: templateId,
    template_version_id: versionId,
    retention_days: null,
    reference_id: null,
    note: null,
    creator: newId('api-key'),
    created_at: NOW,
    ...change,
  })
  return id
}

/** A document of a new inquiry; its id. */
export async function documentRow(db: Db, side: Side, attributes = {}): Promise<string> {
  const id = newId('document')
  const inquiryId = await inquiryRow(db, side)
  await insertDocument(db, side.vault, { id, inquiryId, kind: 'government-id', attributes }, NOW)
  return id
}

/** A share request made to the source of a connection. */
export async function shareRequestRow(
  db: Db,
  connection: Connection,
  change: Partial<ShareRequest> = {},
): Promise<ShareRequest> {
  const row: ShareRequest = {
    id: newId('share-request'),
    connection_id: connection.id,
    session_id: newId('session'),
    source_environment_id: connection.source_environment_id,
    destination_environment_id: connection.destination_environment_id,
    challenge: 'challenge',
    created_at: NOW,
    expires_at: NOW + 60_000,
    ...change,
  }
  await insertShareRequest(db, row)
  return row
}

/** A session of the destination over a connection, with its share request. */
export async function sessionRow(db: Db, destination: Side, connection: Connection): Promise<Session> {
  const id = newId('session')
  const request = await shareRequestRow(db, connection, { session_id: id })
  const row: Session = {
    id,
    environment_id: destination.environmentId,
    secret_hash: `hash of ${id}`,
    connection_id: connection.id,
    template_version_id: (await templateRow(db, destination)).versionId,
    inquiry_id: await inquiryRow(db, destination),
    purpose: 'Open an account',
    locale: 'en',
    opened_for: 'page',
    allowed_origins_json: '[]',
    reference_id: null,
    notice_hash: 'sha-256:1',
    sealed_verifier: sealVerifier(destination.vault, id, `verifier of ${id}`),
    share_request_id: request.id,
    created_at: NOW,
    expires_at: NOW + 60_000,
  }
  await insertSession(db, row)
  return row
}

export async function shareTokenRow(
  db: Db,
  connection: Connection,
  change: Partial<ShareToken> = {},
): Promise<ShareToken> {
  const id = newId('share-token')
  const row: ShareToken = {
    id,
    secret_hash: `hash of ${id}`,
    environment_kind: 'sandbox',
    connection_id: connection.id,
    source_environment_id: connection.source_environment_id,
    destination_environment_id: connection.destination_environment_id,
    source_type: 'inquiry',
    source_id: newId('inquiry'),
    authorization_details_json: '{}',
    share_request_id: null,
    consent_id: null,
    challenge: null,
    status: 'created',
    redeem_mode: null,
    destination_type: null,
    destination_id: null,
    failure_reason: null,
    creator_id: newId('api-key'),
    created_at: NOW,
    updated_at: NOW,
    expires_at: NOW + 60_000,
    pending_at: null,
    redeemed_at: null,
    failed_at: null,
    ...change,
  }
  await insertShareToken(db, row)
  return row
}

export async function consentRow(
  db: Db,
  connection: Connection,
  change: Partial<Consent> = {},
): Promise<Consent> {
  const row: Consent = {
    id: newId('consent'),
    environment_id: connection.destination_environment_id,
    connection_id: connection.id,
    side: 'destination',
    session_id: null,
    share_token_id: null,
    share_request_id: null,
    withdraws_id: null,
    basis: 'consent',
    decision: 'granted',
    tier: 'destination_asserted',
    data_types_json: '["name"]',
    notice_hash: null,
    terms_json: null,
    locale: 'en',
    created_at: NOW,
    ...change,
  }
  await insertConsent(db, row)
  return row
}

/** A redemption that has just been claimed, with its token and consent. */
export async function redemptionRow(
  db: Db,
  connection: Connection,
  change: Partial<Redemption> = {},
): Promise<Redemption> {
  const token = await shareTokenRow(db, connection)
  const consent = await consentRow(db, connection)
  const row: Redemption = {
    id: newId('redemption'),
    environment_id: connection.destination_environment_id,
    share_token_id: token.id,
    connection_id: connection.id,
    consent_id: consent.id,
    session_id: null,
    mode: 'hydrate',
    destination_type: 'inquiry',
    destination_id: newId('inquiry'),
    field_mappings_json: '[]',
    scope_json: '["name"]',
    status: 'running',
    stage: 'claimed',
    steps: 3,
    attempts: 1,
    lease_owner: 'first',
    lease_until: NOW + 5_000,
    fence: 1,
    failure_reason: null,
    fields_copied: null,
    fields_asked: null,
    created_at: NOW,
    finished_at: null,
    ...change,
  }
  await insertRedemption(db, row)
  return row
}
