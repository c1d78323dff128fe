import { z } from 'zod'
import { iso } from '../../clock.ts'
import { dataType } from '../../connect/scope.ts'
import type { Consent } from '../../store/consents.ts'
import { dataTypes, readJson } from '../../store/json.ts'
import { type Resource, reference, resourceSchema, time, toOne } from '../http/document.ts'

export const consentSchema = resourceSchema(
  z.literal('connect/consent'),
  {
    side: z.enum(['source', 'destination']),
    basis: z.enum(['consent', 'terms']),
    decision: z.enum(['granted', 'declined', 'withdrawn']),
    tier: z.enum(['destination_asserted', 'hosted', 'holder_signed']).nullable(),
    'data-types': z.array(dataType),
    'notice-hash': z.string().nullable(),
    locale: z.string().nullable(),
    'created-at': time,
  },
  { connection: toOne, session: toOne, 'share-token': toOne, withdraws: toOne },
)

/** A consent record as its own organization sees it. */
export const consentResource = (record: Consent): Resource => ({
  type: 'connect/consent',
  id: record.id,
  attributes: {
    side: record.side,
    basis: record.basis,
    decision: record.decision,
    tier: record.tier,
    'data-types': readJson(dataTypes, record.data_types_json),
    'notice-hash': record.notice_hash,
    locale: record.locale,
    'created-at': iso(record.created_at),
  },
  relationships: {
    connection: reference('connect/connection', record.connection_id),
    session: reference('connect/session', record.session_id),
    'share-token': reference('connect/share-token', record.share_token_id),
    withdraws: reference('connect/consent', record.withdraws_id),
  },
})
