import { z } from 'zod'
import {
  INVITE_SECONDS_DEFAULT,
  INVITE_SECONDS_MAX,
  INVITE_SECONDS_MIN,
} from '../../connect/connection-invite.ts'
import { newId } from '../../ids.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import { type ConnectionInvite, insertConnectionInvite } from '../../store/connection-invites.ts'
import { recordEvent } from '../../store/events.ts'
import type { Db } from '../../store/store.ts'
import { offerOf, ownTerms, policies } from '../connections/conditions.ts'
import { attributesOf } from '../http/body.ts'
import type { Caller } from '../http/caller.ts'

export const createBody = attributesOf(
  z.strictObject({
    terms: ownTerms,
    ...policies,
    note: z.string().min(1).max(200).optional(),
    'expires-in-seconds': z
      .int()
      .min(INVITE_SECONDS_MIN)
      .max(INVITE_SECONDS_MAX)
      .default(INVITE_SECONDS_DEFAULT),
  }),
)

/** Makes an invite. The secret is returned once and stored as a hash. */
export async function createInvite(
  db: Db,
  caller: Caller,
  attributes: z.infer<typeof createBody>['data']['attributes'],
  now: number,
): Promise<{ invite: ConnectionInvite; secret: string }> {
  const secret = newSecret()
  const invite: ConnectionInvite = {
    id: newId('connection-invite'),
    environment_kind: caller.environmentKind,
    source_organization_id: caller.organizationId,
    source_environment_id: caller.environmentId,
    secret_hash: hashSecret(secret),
    note: attributes.note ?? null,
    ...offerOf(caller, attributes),
    connection_id: null,
    creator_id: caller.id,
    created_at: now,
    expires_at: now + attributes['expires-in-seconds'] * 1000,
    accepted_at: null,
    revoked_at: null,
  }
  await insertConnectionInvite(db, invite)
  const object = { type: 'connect/connection-invite', id: invite.id }
  const { environmentId } = caller
  await recordEvent(db, { environmentId, name: 'connect/connection-invite.created', object }, now)
  return { invite, secret }
}
