import type { Pool } from 'pg'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { installQueue } from '../../../server/jobs/graphile-install.ts'
import { openPool } from '../../../server/store/postgres/pool.ts'
import { asking } from '../../postgres.ts'
import { databaseAt, isPostgres } from '../database.ts'

const INSTANCES = 20
const log = pino({ level: 'silent' })

/** A database with nothing in it, which is gone when the test has ended. */
async function emptyDatabase(name: string): Promise<string> {
  const cluster = process.env.TEST_POSTGRES ?? ''
  await asking(cluster, client => client.query(`create database ${name}`))
  onTestFinished(() =>
    asking(cluster, client => client.query(`drop database ${name} with (force)`)).then(() => {}),
  )
  return databaseAt(cluster, name)
}

function poolAt(connectionString: string): Pool {
  const pool = openPool(connectionString, log)
  onTestFinished(() => pool.end())
  return pool
}

const migrations = async (pool: Pool) =>
  (await pool.query('select id from graphile_worker.migrations')).rowCount

describe.runIf(isPostgres)("graphile-worker's tables", () => {
  // Guarantee: instances that start at once, the first time, all start.
  it(`are made once by ${INSTANCES} instances at once`, async () => {
    const url = await emptyDatabase('install_at_once')
    const pools = Array.from({ length: INSTANCES }, () => poolAt(url))
    await Promise.all(pools.map(pool => installQueue(pool, log)))
    expect(await migrations(pools[0] ?? expect.fail())).toBeGreaterThanOrEqual(20)
  })

  // Guarantee: the role that the server runs as needs no right to make schemas, and lets no other role in.
  it('are made by a role that may make no schema, in the one that it has been given', async () => {
    const serving = await servingRole()
    const url = await emptyDatabase('install_in_given')
    await asking(url, async client => {
      await client.query(`create schema graphile_worker authorization ${serving}`)
    })
    const asServing = new URL(url)
    asServing.username = serving
    const pool = poolAt(asServing.href)
    await expect(pool.query('create schema another')).rejects.toThrow('permission denied')
    await installQueue(pool, log)
    await installQueue(pool, log)
    await pool.query("select graphile_worker.add_job('one')")
    expect((await pool.query('select from graphile_worker.jobs')).rowCount).toBe(1)
    const { rows } = await pool.query(
      `select distinct tableowner from pg_tables where schemaname = 'graphile_worker'`,
    )
    expect(rows).toEqual([{ tableowner: serving }])
  })

  it('are refused to a role that has not been given the schema', async () => {
    const serving = await servingRole()
    const url = new URL(await emptyDatabase('install_refused'))
    url.username = serving
    await expect(installQueue(poolAt(url.href), log)).rejects.toThrow('permission denied')
  })
})

/** A role that may do nothing but log in, which is gone when the test has ended. */
async function servingRole(): Promise<string> {
  const cluster = process.env.TEST_POSTGRES ?? ''
  const role = `serving_${crypto.randomUUID().slice(0, 8)}`
  await asking(cluster, client => client.query(`create role ${role} login`))
  onTestFinished(() => asking(cluster, client => client.query(`drop role ${role}`)).then(() => {}))
  return role
}
