import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import type { Redemption } from '../../store/redemptions.ts'
import { reference, resourceSchema, time, toOne } from '../http/document.ts'
import type { RedemptionResource } from '../wire.ts'

/** Into an object that the destination has named, or into one of its own. */
export const redemptionMode = z.enum(['hydrate', 'clone'])

export const redemptionSchema = resourceSchema(
  z.literal('connect/redemption'),
  {
    status: z.enum(['running', 'awaiting-input', 'finished', 'failed']),
    stage: z.enum(['claimed', 'copied', 'verified', 'collected', 'completed']),
    mode: redemptionMode,
    'created-at': time,
    'finished-at': time.nullable(),
    'failure-reason': z.string().nullable(),
  },
  { 'share-token': toOne, connection: toOne, destination: toOne },
)

/** A redemption as its destination sees it. */
export const redemptionResource = (redemption: Redemption): RedemptionResource => ({
  type: 'connect/redemption',
  id: redemption.id,
  attributes: {
    status: redemption.status,
    stage: redemption.stage,
    mode: redemption.mode,
    'created-at': iso(redemption.created_at),
    'finished-at': isoOrNull(redemption.finished_at),
    'failure-reason': redemption.failure_reason,
  },
  relationships: {
    'share-token': { data: { type: 'connect/share-token', id: redemption.share_token_id } },
    connection: { data: { type: 'connect/connection', id: redemption.connection_id } },
    destination: reference(redemption.destination_type, redemption.destination_id),
  },
})
