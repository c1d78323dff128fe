import type { Selectable } from 'kysely'
import type { RedemptionStage } from '../api/wire.ts'
import { connectionsWanted } from './connections.ts'
import { type CreatedFilter, whereCreated } from './created.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'
import { meaningOf } from './search.ts'
import { affected, type Db, UnexpectedRowCount } from './store.ts'
import type { RedemptionStatus, RedemptionTable } from './tables/redemptions.ts'

export type Redemption = Selectable<RedemptionTable>

export const insertRedemption = (db: Db, row: RedemptionTable) =>
  db.insertInto('redemption').values(row).execute()

/** A redemption of this destination; undefined for everybody else. */
export const findRedemption = (db: Db, environmentId: string, id: string): Promise<Redemption | undefined> =>
  db
    .selectFrom('redemption')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

/** A redemption by its id alone, for the engine. */
export const getRedemption = (db: Db, id: string): Promise<Redemption> =>
  db.selectFrom('redemption').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** The environments that a redemption leads from and to, for the engine. */
export async function sidesOfRedemption(db: Db, id: string): Promise<string[]> {
  const sides = await db
    .selectFrom('redemption')
    .innerJoin('share_token', 'share_token.id', 'redemption.share_token_id')
    .select(['source_environment_id', 'destination_environment_id'])
    .where('redemption.id', '=', id)
    .executeTakeFirstOrThrow()
  return [sides.source_environment_id, sides.destination_environment_id]
}

/** The redemption that a session is about: the last one it started. */
export const redemptionOfSession = (db: Db, sessionId: string): Promise<Redemption | undefined> =>
  db
    .selectFrom('redemption')
    .selectAll()
    .where('session_id', '=', sessionId)
    .orderBy('id', 'desc')
    .executeTakeFirst()

/** The redemption that fills an inquiry, or has filled it; undefined where none does. */
export const redemptionInto = (
  db: Db,
  environmentId: string,
  inquiryId: string,
): Promise<Redemption | undefined> =>
  db
    .selectFrom('redemption')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('destination_type', '=', 'inquiry')
    .where('destination_id', '=', inquiryId)
    .where('status', '<>', 'failed')
    .executeTakeFirst()

export interface RedemptionFilter extends CreatedFilter {
  status?: RedemptionStatus | undefined
  mode?: RedemptionTable['mode'] | undefined
  shareTokenId?: string | undefined
  connectionId?: string | undefined
  partnerOrganizationId?: string | undefined
  /** An identifier, a reference id, or a part of what the partner is called. */
  search?: string | undefined
}

export async function listRedemptions(
  db: Db,
  environmentId: string,
  filter: RedemptionFilter,
  page: PageRequest,
): Promise<Page<Redemption>> {
  const all = db.selectFrom('redemption').selectAll().where('environment_id', '=', environmentId)
  let query = whereCreated(all, filter)
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.mode) query = query.where('mode', '=', filter.mode)
  if (filter.shareTokenId !== undefined) query = query.where('share_token_id', '=', filter.shareTokenId)
  const connectionIds = await connectionsWanted(db, environmentId, filter)
  if (connectionIds?.length === 0) return toPage(page, [])
  if (connectionIds) query = query.where('connection_id', 'in', connectionIds)
  if (filter.search === undefined) return readPage(query, page)
  const { text, tokenIds, connectionIds: named } = await meaningOf(db, environmentId, filter.search)
  const ids = [text, ...(await redemptionsOf(db, tokenIds))]
  const found = query.where(eb =>
    eb.or([eb('id', 'in', ids), ...(named.length > 0 ? [eb('connection_id', 'in', named)] : [])]),
  )
  return readPage(found, page)
}

/** The redemptions of share tokens, of whichever environment. */
export async function redemptionsOf(db: Db, tokenIds: readonly string[]): Promise<string[]> {
  const found = await db
    .selectFrom('redemption')
    .select('id')
    .where('share_token_id', 'in', tokenIds)
    .execute()
  return found.map(({ id }) => id)
}

/** The running redemptions whose lease has run out: their instance died, or it never got round to them. */
export const abandonedRedemptions = (
  db: Db,
  now: number,
  limit: number,
): Promise<{ id: string; fence: number }[]> =>
  db
    .selectFrom('redemption')
    .select(['id', 'fence'])
    .where('status', '=', 'running')
    .where('lease_until', '<=', now)
    .orderBy('lease_until')
    .limit(limit)
    .execute()

export interface Lease {
  redemptionId: string
  owner: string
  fence: number
}

/** Takes an abandoned redemption over; null where another instance was faster. The fence shuts its old owner out. */
export async function takeOver(
  db: Db,
  abandoned: { id: string; fence: number },
  owner: string,
  now: number,
  until: number,
): Promise<Lease | null> {
  const result = await db
    .updateTable('redemption')
    .set({ lease_owner: owner, lease_until: until, fence: abandoned.fence + 1 })
    .set(eb => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', abandoned.id)
    .where('status', '=', 'running')
    .where('fence', '=', abandoned.fence)
    .where('lease_until', '<=', now)
    .executeTakeFirst()
  if (affected(result) !== 1) return null
  return { redemptionId: abandoned.id, owner, fence: abandoned.fence + 1 }
}

/**
 * Holds the redemption of a session that awaits input until the transaction ends: of two requests that each bring one
 * of the last inputs, the second sees what the first has brought. Call it first of all.
 */
export const holdAwaiting = (db: Db, sessionId: string) =>
  db
    .updateTable('redemption')
    .set({ lease_owner: null })
    .where('session_id', '=', sessionId)
    .where('status', '=', 'awaiting-input')
    .execute()

/** Lets a session go on with a redemption that awaits input and has none, and with it what has been told of it so far. */
export async function adoptRedemption(db: Db, { id }: Redemption, sessionId: string): Promise<void> {
  const result = await db
    .updateTable('redemption')
    .set({ session_id: sessionId })
    .where('id', '=', id)
    .where('session_id', 'is', null)
    .where('status', '=', 'awaiting-input')
    .executeTakeFirst()
  if (affected(result) !== 1) throw new UnexpectedRowCount(id)
  await db
    .updateTable('progress_event')
    .set({ stream_id: sessionId })
    .where('stream_id', '=', id)
    .where('redemption_id', '=', id)
    .execute()
}

/** Sets a redemption that awaits input running again from `stage`, leased to `owner` like one that was just claimed. */
export async function resumeRedemption(
  db: Db,
  awaiting: Pick<Redemption, 'id' | 'fence'>,
  stage: RedemptionStage,
  { owner, until }: { owner: string; until: number },
): Promise<Lease> {
  const fence = awaiting.fence + 1
  const result = await db
    .updateTable('redemption')
    .set({ status: 'running', stage, attempts: 1, lease_owner: owner, lease_until: until, fence })
    .where('id', '=', awaiting.id)
    .where('status', '=', 'awaiting-input')
    .where('fence', '=', awaiting.fence)
    .executeTakeFirst()
  if (affected(result) !== 1) throw new UnexpectedRowCount(awaiting.id)
  return { redemptionId: awaiting.id, owner, fence }
}

/** Names the object that a clone has become. Call it under the lease. */
export const advanceDestination = (db: Db, id: string, destinationId: string) =>
  db.updateTable('redemption').set({ destination_id: destinationId }).where('id', '=', id).execute()

/** Notes how many fields came along. Call it under the lease. */
export const noteCopied = (db: Db, id: string, fields: number) =>
  db.updateTable('redemption').set({ fields_copied: fields }).where('id', '=', id).execute()

/** Another instance holds the redemption now: nothing of this run may be written any more. */
export class LeaseLost extends Error {}

type Change = Partial<
  Pick<RedemptionTable, 'stage' | 'status' | 'failure_reason' | 'fields_asked' | 'finished_at'>
>

/**
 * Writes to a redemption under its lease and renews the lease with it; at another stage the attempts are counted anew. It
 * comes first in each transaction of the engine; where the fence has moved on it throws {@link LeaseLost} and the
 * transaction is rolled back.
 */
export async function advance(db: Db, lease: Lease, change: Change, leaseUntil: number): Promise<void> {
  const result = await db
    .updateTable('redemption')
    .set({ ...change, ...(change.stage ? { attempts: 1 } : {}), lease_until: leaseUntil })
    .where('id', '=', lease.redemptionId)
    .where('fence', '=', lease.fence)
    .where('status', '=', 'running')
    .executeTakeFirst()
  if (affected(result) !== 1) throw new LeaseLost(lease.redemptionId)
}
