import { z } from 'zod'
import type { ProgressEvent } from '../api/wire.ts'
import type { Db } from './store.ts'

/** What is stored of an event beside its id and time. */
export type ProgressBody = ProgressEvent extends infer Event
  ? Event extends ProgressEvent
    ? Omit<Event, 'id' | 'created-at'>
    : never
  : never

/** Appends an event to a stream, numbered after the last one. Call it inside the transaction of what it tells. */
export async function appendProgress(
  db: Db,
  streamId: string,
  redemptionId: string | null,
  body: ProgressBody,
  now: number,
): Promise<void> {
  const last = await db
    .selectFrom('progress_event')
    .select(eb => eb.fn.max<number | null>('seq').as('seq'))
    .where('stream_id', '=', streamId)
    .executeTakeFirst()
  await db
    .insertInto('progress_event')
    .values({
      stream_id: streamId,
      seq: (last?.seq ?? 0) + 1,
      redemption_id: redemptionId,
      name: body.name,
      body_json: JSON.stringify(body),
      created_at: now,
    })
    .execute()
}

const stepped = z.object({ step: z.int() })

/** The step that a stream has last told of a redemption; 0 where it has told of none. */
export async function lastStep(db: Db, streamId: string, redemptionId: string): Promise<number> {
  const row = await db
    .selectFrom('progress_event')
    .select('body_json')
    .where('stream_id', '=', streamId)
    .where('redemption_id', '=', redemptionId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? stepped.parse(JSON.parse(row.body_json)).step : 0
}

export interface StoredProgress {
  seq: number
  name: string
  body: Record<string, unknown>
  createdAt: number
}

const storedBody = z.record(z.string(), z.unknown())

/** The events of a stream after a number, in order; of one redemption only, where one is named. */
export async function readProgress(
  db: Db,
  streamId: string,
  afterSeq: number,
  redemptionId?: string,
): Promise<StoredProgress[]> {
  let query = db
    .selectFrom('progress_event')
    .select(['seq', 'name', 'body_json', 'created_at'])
    .where('stream_id', '=', streamId)
    .where('seq', '>', afterSeq)
  if (redemptionId) query = query.where('redemption_id', '=', redemptionId)
  const rows = await query.orderBy('seq').execute()
  return rows.map(row => ({
    seq: row.seq,
    name: row.name,
    body: storedBody.parse(JSON.parse(row.body_json)),
    createdAt: row.created_at,
  }))
}
