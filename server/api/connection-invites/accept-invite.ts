import { newId } from '../../ids.ts'
import { hashSecret, splitSecret } from '../../secrets.ts'
import { type ConnectionInvite, endInvite, findOpenInvite } from '../../store/connection-invites.ts'
import { type Connection, insertConnection } from '../../store/connections.ts'
import { recordEvent } from '../../store/events.ts'
import type { Terms } from '../../store/json.ts'
import { type Db, seeBothSides, seePresented } from '../../store/store.ts'
import { tellBothSides } from '../connections/connection-events.ts'
import { notFound } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'

/**
 * The invite behind its secret form, for somebody who could accept it. One that is unknown, accepted, revoked, expired
 * or of the other kind of environment gets one and the same answer.
 */
export async function presentedInvite(
  db: Db,
  caller: Caller,
  secretForm: string,
  now: number,
): Promise<ConnectionInvite> {
  const parts = splitSecret(secretForm)
  if (!parts?.secret) throw notFound()
  const secretHash = hashSecret(parts.secret)
  await seePresented(db, secretHash)
  const invite = await findOpenInvite(db, secretHash, caller.environmentKind, now)
  if (invite?.id !== parts.id) throw notFound()
  return invite
}

/** Makes the connection that an invite offers, with the caller as its destination: active, since both have agreed. */
export async function acceptInvite(
  db: Db,
  caller: Caller,
  invite: ConnectionInvite,
  terms: Terms | null,
  now: number,
): Promise<Connection> {
  const connection: Connection = {
    id: newId('connection'),
    environment_kind: invite.environment_kind,
    source_organization_id: invite.source_organization_id,
    source_environment_id: invite.source_environment_id,
    destination_organization_id: caller.organizationId,
    destination_environment_id: caller.environmentId,
    status: 'active',
    data_types_json: invite.data_types_json,
    share_url: invite.share_url,
    lowest_tier: invite.lowest_tier,
    unbound_tokens: invite.unbound_tokens,
    required_consents_json: invite.required_consents_json,
    source_terms_json: invite.source_terms_json,
    destination_terms_json: terms && JSON.stringify(terms),
    creator_id: invite.creator_id,
    created_at: now,
    updated_at: now,
  }
  await insertConnection(db, connection)
  await seeBothSides(db, connection.id)
  if (!(await endInvite(db, invite.id, { accepted_at: now, connection_id: connection.id }))) throw notFound()
  await tellBothSides(db, connection, 'connect/connection.created', now)
  await tellBothSides(db, connection, 'connect/connection.accepted', now)
  const object = { type: 'connect/connection-invite', id: invite.id }
  const environmentId = invite.source_environment_id
  await recordEvent(db, { environmentId, name: 'connect/connection-invite.accepted', object }, now)
  return connection
}
