import type { Selectable } from 'kysely'
import { type Page, type PageRequest, readPage } from './page.ts'
import type { Db } from './store.ts'
import type { EventTable } from './tables/events.ts'
import { startRuns } from './workflow-runs.ts'
import { writeEvent } from './write-event.ts'

export type StoredEvent = Selectable<EventTable>

/** What is recorded when it happens, and can start workflows: by the published event names, and this project's for what is not published. */
export const TRIGGERING_EVENTS = [
  'inquiry.created',
  'inquiry.started',
  'inquiry.completed',
  'inquiry.failed',
  'inquiry.expired',
  'inquiry.redacted',
  'inquiry.updated-tags',
  'inquiry.approved',
  'inquiry.declined',
  'inquiry.marked-for-review',
  'inquiry-session.started',
  'inquiry-session.expired',
  'inquiry-template-version.published',
  'account.created',
  'account.redacted',
  'account.status-updated',
  'account.updated-fields',
  'account.updated-tags',
  'transaction.created',
  'transaction.redacted',
  'transaction.labeled',
  'transaction.status-updated',
  'transaction.updated-fields',
  'verification.created',
  'verification.submitted',
  'verification.passed',
  'verification.failed',
  'verification.canceled',
  'connect/share-token.inbound-created',
  'connect/share-token.inbound-redeemed',
  'connect/share-token.inbound-expired',
  'connect/share-token.inbound-failed',
  'connect/share-token.outbound-created',
  'connect/share-token.outbound-redeemed',
  'connect/share-token.outbound-expired',
  'connect/share-token.outbound-failed',
  'connect/connection.created',
  'connect/connection.accepted',
  'connect/connection.deactivated',
  'connect/connection.reactivated',
  'connect/connection.updated',
  'connect/connection-invite.created',
  'connect/connection-invite.accepted',
  'connect/connection-invite.revoked',
  'connect/reference-list.created',
  'connect/reference-list.updated',
  'connect/reference-list.deleted',
  'connect/consent.granted',
  'connect/consent.declined',
  'connect/consent.withdrawn',
  'connect/agreement.published',
  'connect/agreement.signed',
  'connect/sandbox.reset',
  'connect/redemption.accepted',
  'connect/redemption.awaiting-input',
  'connect/redemption.input-given',
  'connect/redemption.finished',
  'connect/redemption.failed',
] as const

/** What is recorded of workflows themselves: it starts none, or each would start all. */
const WORKFLOW_EVENTS = [
  'workflow.published',
  'workflow-run.created',
  'workflow-run.completed',
  'workflow-run.skipped',
  'workflow-run.errored',
  'workflow-run.stopped',
] as const

/** Every event that is recorded. */
export const RECORDED_EVENTS = [...TRIGGERING_EVENTS, ...WORKFLOW_EVENTS] as const

export type EventName = (typeof RECORDED_EVENTS)[number]

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
  const id = await writeEvent(tx, event, now)
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

/** The newest events of an environment, by identifier. */
export const newestEvents = (db: Db, environmentId: string, limit: number) =>
  db
    .selectFrom('event')
    .select(['id', 'name'])
    .where('environment_id', '=', environmentId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export const findEvent = (db: Db, environmentId: string, id: string): Promise<StoredEvent | undefined> =>
  db
    .selectFrom('event')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
