import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import { directionFor, type ShareToken, statusAt } from '../../store/share-tokens.ts'
import { creatorOf } from '../creator.ts'
import { type Resource, reference, resourceSchema, time, toOne } from '../http/document.ts'
import { sourceDataSchema } from './peek.ts'

export const shareTokenSchema = resourceSchema(
  z.literal('connect/share-token'),
  {
    status: z.enum(['created', 'pending', 'redeemed', 'expired', 'failed']),
    direction: z.enum(['inbound', 'outbound']),
    'created-at': time,
    'updated-at': time,
    'pending-at': time.nullable(),
    'redeemed-at': time.nullable(),
    'expires-at': time,
    'failed-at': time.nullable(),
    'failure-reason': z
      .enum(['source_not_found', 'source_redacted', 'import_failed', 'unrecoverable_error'])
      .nullable(),
    'redeem-mode': z.enum(['hydrate', 'clone']).nullable(),
    'source-data': sourceDataSchema.optional(),
  },
  { connection: toOne, creator: toOne.optional(), source: toOne.optional(), destination: toOne.optional() },
)

/**
 * A share token in the published shape, as one of its sides sees it. The destination does not learn which object of
 * the source it stands for, nor which key made it.
 */
export function shareTokenResource(token: ShareToken, environmentId: string, now: number): Resource {
  const direction = directionFor(token, environmentId)
  const ofSource = {
    creator: creatorOf(token.creator_id),
    source: { data: { type: token.source_type, id: token.source_id } },
  }
  return {
    type: 'connect/share-token',
    id: token.id,
    attributes: {
      status: statusAt(token, now),
      direction,
      'created-at': iso(token.created_at),
      'updated-at': iso(token.updated_at),
      'pending-at': isoOrNull(token.pending_at),
      'redeemed-at': isoOrNull(token.redeemed_at),
      'expires-at': iso(token.expires_at),
      'failed-at': isoOrNull(token.failed_at),
      'failure-reason': token.failure_reason,
      'redeem-mode': token.redeem_mode,
    },
    relationships: {
      connection: reference('connect/connection', token.connection_id),
      ...(direction === 'outbound' ? ofSource : {}),
      ...(token.destination_type && token.destination_id && direction === 'inbound'
        ? { destination: reference(token.destination_type, token.destination_id) }
        : {}),
    },
  }
}
