import { type Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../../server/store/migrate.ts'
import type { Schema } from '../../../server/store/schema.ts'
import { openSqlite } from '../../../server/store/sqlite.ts'
import { openTestStore } from './fixture.ts'

/** Every table, index and trigger, as it is defined. */
const definitions = async (db: Kysely<Schema>) =>
  (await sql<{ sql: string }>`select sql from sqlite_schema order by name`.execute(db)).rows

describe('migrating', () => {
  // Every start migrates: a second one keeps the tables and what is in them.
  it('a second time changes nothing', async () => {
    const { db, path, store, source } = await openTestStore()
    const before = await definitions(db)
    await migrate(db)
    expect(await definitions(db)).toEqual(before)
    await store.close()

    const again = await openSqlite(path)
    expect(await definitions(again.db)).toEqual(before)
    const environments = await again.db.selectFrom('environment').select('id').execute()
    expect(environments.map(({ id }) => id)).toContain(source.environmentId)
    await again.close()
  })

  // What the rules of this program rest on is in the database, not only in the code.
  it('makes every table strict', async () => {
    const { db } = await openTestStore()
    const { rows } = await sql<{ name: string; strict: number }>`pragma table_list`.execute(db)
    const ours = rows.filter(({ name }) => !/^(sqlite|kysely)_/.test(name))
    expect(ours.length).toBeGreaterThan(15)
    expect(ours.filter(({ strict }) => strict !== 1)).toEqual([])
  })
})
