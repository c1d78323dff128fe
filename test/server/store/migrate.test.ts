import { type Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { listFields, putFields, readFields } from '../../../server/store/fields.ts'
import { migrate } from '../../../server/store/migrate.ts'
import type { Schema } from '../../../server/store/schema.ts'
import { openSqlite } from '../../../server/store/sqlite.ts'
import { openTestStore } from './fixture.ts'
import { inquiryRow } from './rows.ts'

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

describe('a database to which an earlier migration comes late', () => {
  // Whoever has followed along has the later ones already, and data in the tables.
  it('gets it, and keeps what is there', async () => {
    const { db, destination } = await openTestStore()
    const inquiryId = await inquiryRow(db, destination)
    await putFields(db, destination.vault, inquiryId, new Map([['name-first', 'Elsa']]))
    const added = { field: 'session_id', document: 'session_id', verification: 'evidence_mac' }
    for (const [table, column] of Object.entries(added)) {
      await sql.raw(`alter table ${table} drop column ${column}`).execute(db)
    }
    await sql`delete from kysely_migration where name = '0004-inputs'`.execute(db)
    await migrate(db)
    expect(await listFields(db, destination.environmentId, inquiryId)).toEqual([
      { name: 'name-first', session_id: null },
    ])
    expect(await readFields(db, destination.vault, inquiryId)).toEqual(new Map([['name-first', 'Elsa']]))
  })

  // A database at 0011 was there before 0007 was written.
  it('gets a table that is younger than its number', async () => {
    const { db } = await openTestStore()
    const before = await definitions(db)
    await sql`drop table confirmation_code`.execute(db)
    await sql`delete from kysely_migration where name = '0007-confirmation-codes'`.execute(db)
    await migrate(db)
    expect(await definitions(db)).toEqual(before)
  })
})
