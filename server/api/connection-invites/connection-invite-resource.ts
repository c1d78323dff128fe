import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import { inviteStatus } from '../../connect/connection-invite.ts'
import { CONSENT_TIERS } from '../../connect/consent.ts'
import { partySchema } from '../../connect/notice.ts'
import { dataType } from '../../connect/scope.ts'
import type { ConnectionInvite } from '../../store/connection-invites.ts'
import { dataTypes, readJson, readJsonOrNull, sides, terms } from '../../store/json.ts'
import type { Organization } from '../../store/organizations.ts'
import { creatorOf } from '../creator.ts'
import { type Resource, reference, resourceSchema, time, toOne } from '../http/document.ts'
import { partyOf } from '../party.ts'

/** What both sides see: the offer. */
const offer = {
  'data-types': z.array(dataType),
  'lowest-consent-tier': z.enum(CONSENT_TIERS),
  'unbound-tokens': z.enum(['allowed', 'refused']),
  'required-consents': sides,
  'source-terms': terms.nullable(),
  'created-at': time,
  'expires-at': time,
}

export const connectionInviteSchema = resourceSchema(
  z.literal('connect/connection-invite'),
  {
    status: z.enum(['pending', 'accepted', 'revoked', 'expired']),
    note: z.string().nullable(),
    'share-url': z.string().nullable(),
    ...offer,
    'accepted-at': time.nullable(),
    'revoked-at': time.nullable(),
  },
  { connection: toOne, creator: toOne },
)

export const connectionOfferSchema = resourceSchema(
  z.literal('connect/connection-offer'),
  { source: partySchema, ...offer },
  {},
)

const offerOf = (invite: ConnectionInvite) => ({
  'data-types': readJson(dataTypes, invite.data_types_json),
  'lowest-consent-tier': invite.lowest_tier,
  'unbound-tokens': invite.unbound_tokens,
  'required-consents': readJson(sides, invite.required_consents_json),
  'source-terms': readJsonOrNull(terms, invite.source_terms_json),
  'created-at': iso(invite.created_at),
  'expires-at': iso(invite.expires_at),
})

/** An invite as the source that made it sees it. */
export const connectionInviteResource = (invite: ConnectionInvite, now: number): Resource => ({
  type: 'connect/connection-invite',
  id: invite.id,
  attributes: {
    status: inviteStatus(invite, now),
    note: invite.note,
    'share-url': invite.share_url,
    ...offerOf(invite),
    'accepted-at': isoOrNull(invite.accepted_at),
    'revoked-at': isoOrNull(invite.revoked_at),
  },
  relationships: {
    connection: reference('connect/connection', invite.connection_id),
    creator: creatorOf(invite.creator_id),
  },
})

/** An invite as whoever holds its link sees it: who offers what, on which conditions. */
export const connectionOffer = (invite: ConnectionInvite, source: Organization): Resource => ({
  type: 'connect/connection-offer',
  id: invite.id,
  attributes: { source: partyOf(source), ...offerOf(invite) },
})
