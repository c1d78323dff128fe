import { sql } from 'kysely'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openPool } from '../../../../server/store/postgres/pool.ts'
import { openPostgres } from '../../../../server/store/postgres/postgres.ts'
import { asking } from '../../../postgres.ts'
import { databaseAt, isPostgres } from '../../database.ts'

const INSTANCES = 20

describe.runIf(isPostgres)('an empty database', () => {
  // Guarantee: instances that start at once, the first time, all start, and its tables are made once.
  it(`is brought up to date by ${INSTANCES} instances at once`, async () => {
    const cluster = process.env.TEST_POSTGRES ?? ''
    await asking(cluster, client => client.query('create database first_start'))
    onTestFinished(() =>
      asking(cluster, client => client.query('drop database first_start with (force)')).then(() => {}),
    )
    const pools = Array.from({ length: INSTANCES }, () =>
      openPool(databaseAt(cluster, 'first_start'), pino({ level: 'silent' })),
    )
    const stores = await Promise.all(pools.map(pool => openPostgres(pool)))
    const { rows } = await sql`select name from kysely_migration`.execute(stores[0]?.db ?? expect.fail())
    expect(rows.length).toBeGreaterThan(10)
    await Promise.all(stores.map(store => store.close()))
  })
})
