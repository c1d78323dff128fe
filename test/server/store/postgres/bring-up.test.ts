import { sql } from 'kysely'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bringUp } from '../../../../server/store/postgres/bring-up.ts'
import type { Db } from '../../../../server/store/store.ts'
import { asking } from '../../../postgres.ts'
import { createDatabase, databaseAt, isPostgres } from '../../database.ts'

describe.runIf(isPostgres)('tables that are brought up to date', () => {
  // Guarantee: a large table's new index, or another instance that is at it, is waited for, as no request is.
  it('are given ten minutes for each step', async () => {
    const cluster = process.env.TEST_POSTGRES ?? ''
    await createDatabase(cluster, 'patience')
    onTestFinished(() =>
      asking(cluster, client => client.query('drop database patience with (force)')).then(() => {}),
    )
    const told: string[] = []
    const admit = async (db: Db) => {
      const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(db)
      told.push(...rows.map(row => row.statement_timeout))
    }
    await bringUp(
      databaseAt(cluster, 'patience', 'connect_owner'),
      'connect',
      pino({ level: 'silent' }),
      admit,
    )
    expect(told).toEqual(['10min'])
  })
})
