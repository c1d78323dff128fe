import { sql } from 'kysely'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '../../../../server/store/open.ts'
import { asking } from '../../../postgres.ts'
import { createDatabase, databaseAt, isPostgres } from '../../database.ts'

const INSTANCES = 20

describe.runIf(isPostgres)('an empty database', () => {
  // Guarantee: instances that start at once, the first time, all start, and its tables are made once.
  it(`is brought up to date by ${INSTANCES} instances at once`, async () => {
    const cluster = process.env.TEST_POSTGRES ?? ''
    await createDatabase(cluster, 'first_start')
    onTestFinished(() =>
      asking(cluster, client => client.query('drop database first_start with (force)')).then(() => {}),
    )
    const place = {
      dataDir: '',
      databaseUrl: databaseAt(cluster, 'first_start', 'connect'),
      databaseMigrateUrl: databaseAt(cluster, 'first_start', 'connect_owner'),
    }
    const log = pino({ level: 'silent' })
    const opened = await Promise.all(Array.from({ length: INSTANCES }, () => openStore(place, log)))
    const { rows } = await sql`select name from kysely_migration`.execute(
      opened[0]?.store.db ?? expect.fail(),
    )
    expect(rows.length).toBeGreaterThan(10)
    await Promise.all(opened.map(({ store }) => store.close()))
  })
})
