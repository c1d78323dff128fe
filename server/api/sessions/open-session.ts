import { newId } from '../../ids.ts'
import { agreementRefusal } from '../../redemption/covering-agreement.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import { activeInbound, type Connection, findConnection, sidesOf } from '../../store/connections.ts'
import { recordEvent } from '../../store/events.ts'
import { insertInquiry } from '../../store/inquiries.ts'
import type { Session } from '../../store/sessions.ts'
import { type Db, seeBothSides } from '../../store/store.ts'
import { findLatestVersion, type PublishedTemplate } from '../../store/templates.ts'
import { agreementRequired } from '../agreements/agreement-refusals.ts'
import type { Api } from '../api.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import type { Call } from '../http/keyed.ts'
import { noticeFor } from '../session/session-notice.ts'
import { keepSession, type SessionFacts } from './keep-session.ts'
import type { SessionRequest } from './sessions.ts'

/**
 * Opens a session: a new inquiry for the person, the notice fixed as it will be shown, and a share request whose
 * verifier stays here. The client secret is returned once and stored as a hash.
 */
export async function openSession(
  api: Api,
  { caller, db }: Pick<Call<unknown, unknown>, 'caller' | 'db'>,
  attributes: SessionRequest,
): Promise<{ session: Session; secret: string }> {
  requireEncrypted(caller, attributes['allowed-origins'])
  const template = await findLatestVersion(db, caller.environmentId, attributes['inquiry-template-id'])
  if (!template) throw new ApiError('not_found', 'data.attributes.inquiry-template-id is not found')
  const connection = await connectionFor(db, caller, attributes['connection-id'])
  const now = api.clock()
  await requireAgreements(db, caller, connection, now)
  const locale = attributes.locale ?? template.document.locale ?? 'en'
  const notice = await noticeFor(db, { ...attributes, locale }, template.document, connection)

  const secret = newSecret()
  const facts: SessionFacts = {
    id: newId('session'),
    opened_for: 'page',
    environment_id: caller.environmentId,
    secret_hash: hashSecret(secret),
    connection_id: connection.id,
    template_version_id: template.versionId,
    inquiry_id: newId('inquiry'),
    purpose: attributes.purpose,
    locale,
    allowed_origins_json: JSON.stringify(attributes['allowed-origins']),
    reference_id: attributes['reference-id'] ?? null,
    created_at: now,
    expires_at: now + attributes['expires-in-seconds'] * 1000,
  }
  await openInquiry(db, facts, template, caller)
  const vault = await api.vault.of(db, caller.environmentId)
  const around = { vault, connection, notice, mintedUntil: facts.expires_at }
  const session = await keepSession(db, facts, around)
  return { session, secret }
}

/** Where everything is real, whoever is on the network between could read and change what a page of http shows. */
function requireEncrypted({ environmentKind }: Caller, origins: readonly string[]): void {
  if (environmentKind === 'sandbox' || origins.every(origin => origin.startsWith('https://'))) return
  throw new ApiError('unprocessable', 'data.attributes.allowed-origins must be https origins in production')
}

/** Nobody is asked for anything that both organizations may not share yet: redeeming would be refused afterwards. */
async function requireAgreements(tx: Db, caller: Caller, connection: Connection, now: number): Promise<void> {
  await seeBothSides(tx, connection.id)
  const refusal = await agreementRefusal(tx, {
    kind: caller.environmentKind,
    own: caller.environmentId,
    partner: connection.source_environment_id,
    now,
  })
  if (refusal) throw agreementRequired(refusal)
}

async function openInquiry(tx: Db, session: SessionFacts, template: PublishedTemplate, caller: Caller) {
  const { inquiry_id: id, environment_id: environmentId, created_at: now } = session
  await insertInquiry(tx, {
    id,
    environment_id: environmentId,
    template_id: template.templateId,
    template_version_id: template.versionId,
    retention_days: template.document['retention-days'],
    reference_id: session.reference_id,
    note: null,
    creator: caller.id,
    created_at: now,
  })
  await recordEvent(tx, { environmentId, name: 'inquiry.created', object: { type: 'inquiry', id } }, now)
}

async function connectionFor(db: Db, caller: Caller, id: string | undefined): Promise<Connection> {
  const inbound = await activeInbound(db, caller.environmentId)
  if (id === undefined) {
    const [only, ...others] = inbound
    if (only && others.length === 0) return only
    throw new ApiError('unprocessable', 'data.attributes.connection-id is missing: not exactly one is active')
  }
  const connection = await findConnection(db, caller.environmentId, id)
  if (!connection || !sidesOf(connection, caller.environmentId).includes('destination')) {
    throw new ApiError('not_found', 'data.attributes.connection-id is not found')
  }
  if (connection.status !== 'active') throw new ApiError('conflict', `the connection is ${connection.status}`)
  return connection
}
