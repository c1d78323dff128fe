import type { Pool, PoolClient } from 'pg'
import type { Turns } from '../turns.ts'
import { LOCKS } from './advisory-locks.ts'

/**
 * The turns of all instances on one database. Of each instance only the first in line asks the database for its lock:
 * whoever waits behind it holds no connection.
 */
export function turnsOver(pool: Pool): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return work => {
    const turn = last.then(() => inTurn(pool, work))
    last = turn.catch(() => {})
    return turn
  }
}

async function inTurn<T>(pool: Pool, work: () => Promise<T>): Promise<T> {
  const client = await lock(pool)
  try {
    return await work()
  } finally {
    if (client) await unlock(client)
  }
}

/** The connection that holds the lock; null where it cannot be had: then there is no order among the instances. */
async function lock(pool: Pool): Promise<PoolClient | null> {
  const client = await pool.connect().catch(() => null)
  if (!client) return null
  try {
    await client.query('select pg_advisory_lock($1)', [LOCKS.havingATurn])
    return client
  } catch {
    client.release(true)
    return null
  }
}

/** A connection that cannot be told to let go of the lock lets go of it with its end. */
async function unlock(client: PoolClient): Promise<void> {
  try {
    await client.query('select pg_advisory_unlock($1)', [LOCKS.havingATurn])
    client.release()
  } catch {
    client.release(true)
  }
}
