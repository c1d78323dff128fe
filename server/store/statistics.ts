import { sql } from 'kysely'
import type { Span } from '../connect/statistics.ts'
import type { Db } from './store.ts'
import type { RedemptionStatus } from './tables/redemptions.ts'

/** What an environment's sharing came to, counted by the store. `since` and `before` of a span are of its making. */

/** How many redemptions that were made in an interval stand where by now; nothing for none. */
export async function countRedemptions(
  db: Db,
  environmentId: string,
  { from, to, intervalMs }: Span,
): Promise<{ at: number; status: RedemptionStatus; count: number }[]> {
  const { rows } = await sql<{ at: number; status: RedemptionStatus; count: number }>`
    select at, status, count(*) as count from (
      select created_at - created_at % ${intervalMs} as at, status from redemption
      where environment_id = ${environmentId} and created_at >= ${from} and created_at < ${to}
    ) as made group by at, status`.execute(db)
  return rows.map(({ at, status, count }) => ({ at: Number(at), status, count: Number(count) }))
}

/** How far the sessions came that were opened in a span, each counted once at every step. */
export interface Funnel {
  sessions: number
  granted: number
  declined: number
  received: number
  redeemed: number
  awaited: number
  completed: number
}

const happened = (condition: ReturnType<typeof sql>) => sql`case when exists (${condition}) then 1 else 0 end`

const decided = (decision: 'granted' | 'declined') =>
  happened(sql`select 1 from consent where consent.session_id = session.id and basis = 'consent'
    and decision = ${decision} and consent.environment_id = session.environment_id`)

const told = (name: 'share-token.received' | 'inquiry.awaiting-input') =>
  happened(sql`select 1 from progress_event where stream_id = session.id and name = ${name}`)

export async function countFunnel(db: Db, environmentId: string, { from, to }: Span): Promise<Funnel> {
  const { rows } = await sql<Record<keyof Funnel, number | string | null>>`
    select count(*) as sessions, sum(granted) as granted, sum(declined) as declined, sum(received) as received,
           sum(redeemed) as redeemed, sum(awaited) as awaited, sum(completed) as completed
    from (
      select ${decided('granted')} as granted, ${decided('declined')} as declined,
        ${told('share-token.received')} as received,
        ${happened(sql`select 1 from redemption where session_id = session.id`)} as redeemed,
        ${told('inquiry.awaiting-input')} as awaited,
        ${happened(sql`select 1 from redemption where session_id = session.id and status = 'finished'`)} as completed
      from session where opened_for = 'page' and environment_id = ${environmentId} and created_at >= ${from} and created_at < ${to}
    ) as opened`.execute(db)
  const [counts] = rows
  const of = (step: keyof Funnel) => Number(counts?.[step] ?? 0)
  return {
    sessions: of('sessions'),
    granted: of('granted'),
    declined: of('declined'),
    received: of('received'),
    redeemed: of('redeemed'),
    awaited: of('awaited'),
    completed: of('completed'),
  }
}

/** What a redemption spends time on; `collect` is mostly the person's. */
export type TimedStage = 'copy' | 'verify' | 'collect' | 'complete'

export interface StageTime {
  stage: TimedStage
  /** How many redemptions have been at it. */
  redemptions: number
  /** What half of them, and 95 of 100, took at most for all of it, in ms (nearest rank). */
  p50: number
  p95: number
}

/**
 * How long redemptions that were made in a span took for each stage: the time between what their progress told of one
 * thing and of the next, which is that next thing's.
 */
export async function timeStages(db: Db, environmentId: string, { from, to }: Span): Promise<StageTime[]> {
  const { rows } = await sql<
    Record<Exclude<keyof StageTime, 'stage'>, number | string> & { stage: TimedStage }
  >`
    with told as (
      select redemption.id, name, progress_event.created_at as told_at,
        lag(name) over (partition by redemption.id order by seq) as earlier_name,
        lag(progress_event.created_at) over (partition by redemption.id order by seq) as earlier_at
      from redemption join progress_event
        on stream_id = coalesce(session_id, redemption.id) and redemption_id = redemption.id
      where environment_id = ${environmentId} and redemption.created_at >= ${from} and redemption.created_at < ${to}
    ), staged as (
      select id, told_at - earlier_at as ms,
        case when earlier_name = 'inquiry.awaiting-input' or name = 'inquiry.awaiting-input' then 'collect'
             when name = 'data.copied' then 'copy'
             when name in ('verification.started', 'verification.finished') then 'verify'
             when name in ('inquiry.completed', 'redemption.finished') then 'complete' end as stage
      from told where earlier_at is not null
    ), spent as (
      select id, stage, sum(ms) as ms from staged where stage is not null group by id, stage
    ), ranked as (
      select stage, ms, row_number() over (partition by stage order by ms) as place,
        count(*) over (partition by stage) as n
      from spent
    )
    select stage, n as redemptions, min(case when place = (n * 50 + 99) / 100 then ms end) as p50,
      min(case when place = (n * 95 + 99) / 100 then ms end) as p95
    from ranked group by stage, n order by stage`.execute(db)
  return rows.map(({ stage, redemptions, p50, p95 }) => ({
    stage,
    redemptions: Number(redemptions),
    p50: Number(p50),
    p95: Number(p95),
  }))
}

/** Of the redemptions into inquiries that were made in a span: the fields that were copied, and those that the person was asked for. */
export async function countFields(
  db: Db,
  environmentId: string,
  { from, to }: Span,
): Promise<{ copied: number; asked: number }> {
  const counts = await db
    .selectFrom('redemption')
    .select(eb => [eb.fn.sum('fields_copied').as('copied'), eb.fn.sum('fields_asked').as('asked')])
    .where('environment_id', '=', environmentId)
    .where('created_at', '>=', from)
    .where('created_at', '<', to)
    .where('fields_asked', 'is not', null)
    .executeTakeFirstOrThrow()
  return { copied: Number(counts.copied ?? 0), asked: Number(counts.asked ?? 0) }
}
