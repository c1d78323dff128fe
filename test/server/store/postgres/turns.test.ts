import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openPool } from '../../../../server/store/postgres/pool.ts'
import { turnsOver } from '../../../../server/store/postgres/turns.ts'
import { asking } from '../../../postgres.ts'
import { isPostgres, superuserUrlOf } from '../../database.ts'
import { openTestStore } from '../fixture.ts'

/** Two instances on one database. */
async function openTwo() {
  const url = superuserUrlOf((await openTestStore()).directory) ?? expect.fail('no database')
  const open = () => {
    const pool = openPool(url, pino({ level: 'silent' }))
    onTestFinished(() => pool.end())
    return { pool, turns: turnsOver(pool) }
  }
  return { url, one: open(), other: open() }
}

/** How many connections wait for a lock. */
const waiting = (url: string) =>
  asking(url, async client => {
    const { rows } = await client.query(`select from pg_stat_activity where wait_event_type = 'Lock'
      and datname = current_database()`)
    return rows.length
  })

describe.runIf(isPostgres)('the turns of transactions that lost', () => {
  // Guarantee: at any moment it is the turn of one, of all on all instances.
  it('come one at a time over two instances', async () => {
    const { one, other } = await openTwo()
    let [under, most] = [0, 0]
    const turn = async () => {
      under += 1
      most = Math.max(most, under)
      await one.pool.query('select 1')
      under -= 1
    }
    await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? one : other).turns(turn)))
    expect(most).toBe(1)
  })

  // Guarantee: a line that is long takes no connections from those who have not lost.
  it('keep one connection waiting for each instance, however many are in line', async () => {
    const { url, one, other } = await openTwo()
    const held = Promise.withResolvers<void>()
    const first = one.turns(() => held.promise)
    const rest = Array.from({ length: 20 }, () => other.turns(async () => {}))
    await expect.poll(() => waiting(url)).toBe(1)
    expect(other.pool.totalCount).toBe(1)
    held.resolve()
    await Promise.all([first, ...rest])
  })

  // Guarantee: whoever fails in its turn, and an instance whose connection breaks in it, hold up nobody.
  it('go on after one that fails, and after a connection that breaks', async () => {
    const { url, one, other } = await openTwo()
    await expect(one.turns(() => Promise.reject(new Error('of its own')))).rejects.toThrow('of its own')
    const held = Promise.withResolvers<void>()
    const began = Promise.withResolvers<void>()
    const broken = one.turns(() => {
      began.resolve()
      return held.promise
    })
    await began.promise
    const next = other.turns(async () => 'had')
    await asking(url, client =>
      client.query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted`),
    )
    await expect(next).resolves.toBe('had')
    held.resolve()
    await broken
    await expect(one.turns(async () => 'again')).resolves.toBe('again')
  })
})
