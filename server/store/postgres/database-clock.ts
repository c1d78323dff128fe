import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { every } from '../../jobs/every.ts'

/** How often an instance asks the database for the time, in ms: clocks of machines drift by less than 1 ms in that. */
const ASK_MS = 10_000
/** How often it is asked each time: the answer that took least is the most exact, to half of what it took. */
const ASKINGS = 3

/** What the database's clock was ahead of this process's own count of ms when it was asked. */
interface Reading {
  aheadMs: number
  tookMs: number
}

export interface DatabaseClock {
  now: Clock
  close(): Promise<void>
}

/**
 * The database's clock, which all instances on it share: what expires and whose lease has run out does not depend on how
 * the clock of anybody's machine is set. Between two askings this process counts by itself, steadily (CLOCK_MONOTONIC);
 * it goes on doing so while the database does not answer. Never goes back.
 */
export async function openDatabaseClock(pool: Pool, log: Logger): Promise<DatabaseClock> {
  let { aheadMs } = await read(pool)
  let latest = 0
  const asking = every(
    ASK_MS,
    async () => {
      aheadMs = (await read(pool)).aheadMs
    },
    error => log.warn({ err: error }, 'the database was not asked for the time'),
  )
  return {
    now() {
      latest = Math.max(latest, Math.floor(performance.now() + aheadMs))
      return latest
    },
    close: asking.stop,
  }
}

async function read(pool: Pool): Promise<Reading> {
  const readings: Reading[] = []
  for (let n = 0; n < ASKINGS; n += 1) readings.push(await readOnce(pool))
  return readings.reduce((best, one) => (one.tookMs < best.tookMs ? one : best))
}

async function readOnce(pool: Pool): Promise<Reading> {
  const client = await pool.connect()
  try {
    const askedAt = performance.now()
    const { rows } = await client.query('select extract(epoch from clock_timestamp())::float8 * 1000 as now')
    const tookMs = performance.now() - askedAt
    return { aheadMs: rows[0].now - askedAt - tookMs / 2, tookMs }
  } finally {
    client.release()
  }
}
