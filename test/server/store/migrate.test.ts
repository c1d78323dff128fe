import { type Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { listFields, putFields, readFields } from '../../../server/store/fields.ts'
import type { Schema } from '../../../server/store/schema.ts'
import { isPostgres } from '../database.ts'
import { asOwner, migrateAgain, openTestStore, reopen } from './fixture.ts'
import { inquiryRow } from './rows.ts'

const ON_SQLITE = sql<Record<string, unknown>>`select sql from sqlite_schema order by name`
const ON_POSTGRES = sql<Record<string, unknown>>`
  select table_name as name, column_name as part, data_type || is_nullable || coalesce(column_default, '') as definition
    from information_schema.columns where table_schema = 'public'
  union all select indexname, '', indexdef from pg_indexes where schemaname = 'public'
  union all select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace
  union all select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  order by 1, 2, 3`

/** Every table, column, index and trigger, as it is defined. */
const definitions = async (db: Kysely<Schema>) =>
  (await (isPostgres ? ON_POSTGRES : ON_SQLITE).execute(db)).rows

describe('migrating', () => {
  // Every start migrates: a second one keeps the tables and what is in them.
  it('a second time changes nothing', async () => {
    const opened = await openTestStore()
    const { db, directory, store, source } = opened
    const before = await definitions(db)
    expect(before.length).toBeGreaterThan(50)
    await migrateAgain(opened)
    expect(await definitions(db)).toEqual(before)
    await store.close()

    const again = await reopen(directory)
    expect(await definitions(again.db)).toEqual(before)
    const environments = await again.db.selectFrom('environment').select('id').execute()
    expect(environments.map(({ id }) => id)).toContain(source.environmentId)
    await again.close()
  })
})

describe('a database to which an earlier migration comes late', () => {
  // Whoever has followed along has the later ones already, and data in the tables.
  it('gets it, and keeps what is there', async () => {
    const opened = await openTestStore()
    const { db, destination } = opened
    const owner = asOwner(opened)
    const inquiryId = await inquiryRow(db, destination)
    await putFields(db, destination.vault, inquiryId, new Map([['name-first', 'Elsa']]))
    const added = { field: 'session_id', document: 'session_id', verification: 'evidence_mac' }
    for (const [table, column] of Object.entries(added)) {
      await sql.raw(`alter table ${table} drop column ${column}`).execute(owner)
    }
    await sql`delete from kysely_migration where name = '0004-inputs'`.execute(owner)
    await migrateAgain(opened)
    expect(await listFields(db, destination.environmentId, inquiryId)).toEqual([
      { name: 'name-first', session_id: null },
    ])
    expect(await readFields(db, destination.vault, inquiryId)).toEqual(new Map([['name-first', 'Elsa']]))
  })

  // A database at 0011 was there before 0007 was written.
  it('gets a table that is younger than its number', async () => {
    const opened = await openTestStore()
    const { db } = opened
    const owner = asOwner(opened)
    const before = await definitions(db)
    await sql`drop table confirmation_code`.execute(owner)
    await sql`delete from kysely_migration where name = '0007-confirmation-codes'`.execute(owner)
    await migrateAgain(opened)
    expect(await definitions(db)).toEqual(before)
  })
})
