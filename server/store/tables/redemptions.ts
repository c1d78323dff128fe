/** Runs of the engine, and what they tell. See ../schema.ts for what columns have in common. */
import type { FailureReason, RedemptionStage } from '../../api/wire.ts'
import type { ShareableType } from './sharing.ts'

export type RedemptionStatus = 'running' | 'awaiting-input' | 'finished' | 'failed'

export interface RedemptionTable {
  id: string
  environment_id: string
  share_token_id: string
  connection_id: string
  consent_id: string
  session_id: string | null
  mode: 'hydrate' | 'clone'
  destination_type: ShareableType
  /** Null for a clone that has not been made yet. */
  destination_id: string | null
  /** `[{ source, destination }]`: field names that differ on the two sides. */
  field_mappings_json: string
  scope_json: string
  status: RedemptionStatus
  stage: RedemptionStage
  steps: number
  /** How often what comes after this stage has been begun. */
  attempts: number
  lease_owner: string | null
  lease_until: number
  /** Counts the takeovers: a write that carries an old number belongs to an instance that lost its lease. */
  fence: number
  failure_reason: FailureReason | null
  /** Of one into an inquiry: how many fields came along, and how many that are required the person was asked for. */
  fields_copied: number | null
  fields_asked: number | null
  created_at: number
  finished_at: number | null
}

export interface ProgressEventTable {
  stream_id: string
  seq: number
  redemption_id: string | null
  name: string
  body_json: string
  created_at: number
}
