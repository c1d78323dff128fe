/** What happened, and the webhooks that tell of it. See ../schema.ts for what columns have in common. */

/** What happened to an organization's objects, for its API and its webhooks. Never a person's values. */
export interface EventTable {
  id: string
  environment_id: string
  name: string
  object_type: string
  object_id: string
  attributes_json: string
  created_at: number
}

export type WebhookStatus = 'disabled' | 'enabled' | 'archived'

/** Where an organization wants to hear of an environment's events. */
export interface WebhookTable {
  id: string
  environment_id: string
  name: string
  description: string | null
  url: string
  status: WebhookStatus
  inflection: 'kebab' | 'camel' | 'snake'
  blocklist_json: string
  /** Names of events; `*` for all. */
  enabled_events_json: string
  /** Published; nothing is sent that it would apply to. */
  file_access_seconds: number
  /** The HTTP headers that the organization adds: often a credential. */
  sealed_headers: Uint8Array
  sealed_secret: Uint8Array
  /** Signs as well until its time is over, so that receivers can change over. */
  sealed_previous_secret: Uint8Array | null
  previous_secret_expires_at: number | null
  created_at: number
  updated_at: number
}

/** Why an attempt did not get an answer. */
export type DeliveryFailure = 'timeout' | 'connection_failed' | 'target_refused' | 'webhook_archived'

/** One event on its way to one webhook: written in the transaction of the event. */
export interface WebhookDeliveryTable {
  id: string
  environment_id: string
  webhook_id: string
  event_id: string
  /** `failed` once every attempt has: a dead letter, until somebody asks for it again. */
  status: 'pending' | 'delivered' | 'failed'
  /** Attempts whose end is known. */
  attempts: number
  /** Of a pending one; while it is being sent, when somebody else may. */
  next_attempt_at: number
  first_attempted_at: number | null
  last_attempted_at: number | null
  /** Of the last attempt; null where it got no answer. */
  response_status: number | null
  failure: DeliveryFailure | null
  created_at: number
  finished_at: number | null
}
