import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../server/clock.ts'
import { enqueue } from '../../../server/store/outbox.ts'
import { asking } from '../../postgres.ts'
import { databaseUrlOf, isPostgres } from '../database.ts'
import { placeOf, startEngine } from './engine.ts'

const ROUNDS = 5
const BREAK = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

describe.runIf(isPostgres)('the database, breaking every connection again and again', () => {
  // Guarantee: neither the process nor its work ends, and no job is lost.
  it('delays jobs and sweeps, and ends none', { timeout: 600_000 }, async () => {
    const directory = placeOf()
    const url = (await databaseUrlOf(directory)) ?? expect.fail()
    const done = new Set<string>()
    let sweeps = 0
    const sweep = { name: 'look', everyMs: 50, run: async () => void sweeps++ }
    const { db } = await startEngine({ directory, job: async id => void done.add(id), sweeps: [sweep] })
    for (let round = 0; round < ROUNDS; round++) {
      const ids = Array.from({ length: 20 }, (_, index) => `${round}-${index}`)
      await enqueue(db, 'deliver-webhook', ids, systemClock())
      const before = sweeps
      await asking(url, client => client.query(BREAK))
      await expect.poll(() => ids.every(id => done.has(id)), { timeout: 120_000 }).toBe(true)
      await expect.poll(() => sweeps, { timeout: 120_000 }).toBeGreaterThan(before)
    }
  })

  // Guarantee: a job that the database gave out, and whose answer was lost with the connection, is not lost.
  it('gives back a job that a living worker does not know of', { timeout: 240_000 }, async () => {
    const directory = placeOf()
    const url = (await databaseUrlOf(directory)) ?? expect.fail()
    const done = new Set<string>()
    await startEngine({ directory, job: async id => void done.add(id) })
    await asking(url, async client => {
      await expect.poll(async () => (await client.query('select from worker_beat')).rowCount).toBe(1)
      await client.query(`begin;
        select graphile_worker.add_job('deliver-webhook', '{"objectId":"one"}');
        update graphile_worker._private_jobs set locked_at = now() - interval '1 minute',
          locked_by = (select worker_id from worker_beat), attempts = 1;
        commit`)
    })
    await expect.poll(() => done.has('one'), { timeout: 120_000 }).toBe(true)
  })
})
