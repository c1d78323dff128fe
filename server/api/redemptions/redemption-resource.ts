import { iso, isoOrNull } from '../../clock.ts'
import type { Redemption } from '../../store/redemptions.ts'
import type { RedemptionResource } from '../wire.ts'

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
    destination: { data: { type: redemption.destination_type, id: redemption.destination_id } },
  },
})
