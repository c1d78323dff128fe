import type { Selectable } from 'kysely'
import { newId } from '../ids.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import type { Db } from './store.ts'
import type { EventTable } from './tables/events.ts'
import { queueDeliveries } from './webhook-deliveries.ts'
import { startRuns } from './workflow-runs.ts'

export type StoredEvent = Selectable<EventTable>

/** What happened: the published event names, and this project's for what is not published. */
export type EventName =
  | `inquiry.${'created' | 'started' | 'completed' | 'failed' | 'expired' | 'redacted' | 'updated-tags'}`
  | `inquiry.${'approved' | 'declined' | 'marked-for-review'}`
  | `inquiry-session.${'started' | 'expired'}`
  | 'inquiry-template-version.published'
  | `account.${'created' | 'redacted' | 'status-updated' | 'updated-fields' | 'updated-tags'}`
  | `transaction.${'created' | 'redacted' | 'labeled' | 'status-updated' | 'updated-fields'}`
  | `verification.${'created' | 'submitted' | 'passed' | 'failed' | 'canceled'}`
  | `connect/share-token.${'inbound' | 'outbound'}-${'created' | 'redeemed' | 'expired' | 'failed'}`
  | `connect/connection.${'created' | 'accepted' | 'deactivated' | 'reactivated'}`
  | `connect/connection-invite.${'created' | 'accepted' | 'revoked'}`
  | `connect/reference-list.${'created' | 'updated' | 'deleted'}`
  | `connect/consent.${'granted' | 'declined' | 'withdrawn'}`
  | `connect/redemption.${'accepted' | 'awaiting-input' | 'input-given' | 'finished' | 'failed'}`

export interface NewEvent {
  environmentId: string
  name: EventName
  object: { type: string; id: string }
  /** States only, never a person's values. */
  attributes?: Record<string, string | number | null>
}

/** Records what happened, puts it on its way to webhooks and starts the workflows that it triggers. Call it inside the transaction of what it tells. */
export async function recordEvent(tx: Db, event: NewEvent, now: number): Promise<void> {
  const { environmentId, name, object } = event
  const id = newId('event')
  await tx
    .insertInto('event')
    .values({
      id,
      environment_id: environmentId,
      name,
      object_type: object.type,
      object_id: object.id,
      attributes_json: JSON.stringify(event.attributes ?? {}),
      created_at: now,
    })
    .execute()
  await queueDeliveries(tx, { id, environmentId, name }, now)
  await startRuns(tx, { id, environmentId, name, objectId: object.id }, now)
}

export interface EventFilter {
  names?: string[] | undefined
  objectIds?: string[] | undefined
  ids?: string[] | undefined
}

export function listEvents(
  db: Db,
  environmentId: string,
  filter: EventFilter,
  page: PageRequest,
): Promise<Page<StoredEvent>> {
  let query = db.selectFrom('event').selectAll().where('environment_id', '=', environmentId)
  if (filter.names) query = query.where('name', 'in', filter.names)
  if (filter.objectIds) query = query.where('object_id', 'in', filter.objectIds)
  if (filter.ids) query = query.where('id', 'in', filter.ids)
  return readPage(query, page)
}

export const findEvent = (db: Db, environmentId: string, id: string): Promise<StoredEvent | undefined> =>
  db
    .selectFrom('event')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
