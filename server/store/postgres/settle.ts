import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import { StoreContended } from '../store.ts'

/** How long the database has to say what became of a commit, and the pause between two askings, in ms. */
const SETTLE_MS = 15_000
const AGAIN_MS = 50

const STATUS = 'select pg_xact_status($1::xid8) as status'
/** A connection that broke on our side may be waiting on the other, with everything in it. */
const END = 'select pg_terminate_backend(pid) from pg_stat_activity where backend_xid = $1::xid8::xid'

/**
 * For a commit whose answer was lost with its connection: asks on another what became of it, before anybody is told
 * anything. Resolves where it holds. Throws {@link StoreContended} where nothing of it happened, so that it is done again,
 * and `cause` where the database does not say in time.
 */
export async function settle(pool: Pool, transactionId: string, cause: unknown): Promise<void> {
  const givenUpAt = performance.now() + SETTLE_MS
  while (performance.now() < givenUpAt) {
    const status = await statusOf(pool, transactionId)
    if (status === 'committed') return
    if (status === 'aborted') throw new StoreContended(cause)
    await wait(AGAIN_MS)
  }
  throw cause
}

async function statusOf(pool: Pool, transactionId: string): Promise<string> {
  try {
    const { rows } = await pool.query<{ status: string | null }>(STATUS, [transactionId])
    const status = rows[0]?.status ?? 'unknown'
    if (status === 'in progress') await pool.query(END, [transactionId])
    return status
  } catch {
    return 'unanswered'
  }
}
