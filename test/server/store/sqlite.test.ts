import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { newKey } from '../../../server/store/seal.ts'
import { openSqlite } from '../../../server/store/sqlite.ts'
import { insertTemplate } from '../../../server/store/templates.ts'
import { createVault } from '../../../server/store/vault.ts'
import { insertSide, NOW } from './fixture.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const setting = (name: string, value: string) => ({ name, value })

/** The embedded store, whatever the rest of the suite runs on. */
async function openEmbedded() {
  const path = join(temporaryDirectory(), 'connect.sqlite')
  const store = await openSqlite(path)
  onTestFinished(() => store.close())
  return { path, store, db: store.db, source: await insertSide(store.db, createVault(newKey())) }
}

describe('the embedded store', () => {
  it('keeps what was written when it is opened again', async () => {
    const { path, store } = await openEmbedded()
    await store.db.insertInto('setting').values(setting('colour', 'green')).execute()
    await store.close()
    const again = await openSqlite(path)
    expect(await again.db.selectFrom('setting').selectAll().execute()).toEqual([setting('colour', 'green')])
    await again.close()
  })

  // An acknowledged row survives a power cut, and erased ones leave no remainder in free pages.
  it.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['secure_delete', 1],
  ])('runs with %s = %s', async (pragma, value) => {
    const { db } = await openEmbedded()
    const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(pragma)}`.execute(db)
    expect(rows).toEqual([{ [pragma]: value }])
  })

  // A backup copies a snapshot of the log for as long as it takes: an erasure then waits, and nobody else with it.
  it('empties its log as soon as nobody reads it any more, and works on meanwhile', async () => {
    const { path, store, db } = await openEmbedded()
    const reader = new DatabaseSync(path, { readOnly: true })
    reader.exec('begin')
    reader.prepare('select count(*) from setting').get()
    await db.insertInto('setting').values(setting('colour', 'green')).execute()
    const sizeOfLog = () => statSync(`${path}-wal`).size
    const emptied = store.forgetErased()
    const began = performance.now()
    await db.insertInto('setting').values(setting('shape', 'round')).execute()
    expect(performance.now() - began).toBeLessThan(1_000)
    expect(sizeOfLog()).toBeGreaterThan(0)
    reader.exec('commit')
    await emptied
    expect(sizeOfLog()).toBe(0)
    reader.close()
  })

  // What the rules of this program rest on is in the database, not only in the code.
  it('makes every table strict', async () => {
    const { db } = await openEmbedded()
    const { rows } = await sql<{ name: string; strict: number }>`pragma table_list`.execute(db)
    const ours = rows.filter(({ name }) => !/^(sqlite|kysely)_/.test(name))
    expect(ours.length).toBeGreaterThan(15)
    expect(ours.filter(({ strict }) => strict !== 1)).toEqual([])
  })

  it('refuses a row that refers to nothing', async () => {
    const { db, source } = await openEmbedded()
    const template = {
      id: 'itmpl_1',
      name: 'Account',
      status: 'active',
      latest_version_id: null,
      created_at: NOW,
    } as const
    const inserting = (environmentId: string) =>
      insertTemplate(db, { ...template, environment_id: environmentId })
    await expect(inserting('env_none')).rejects.toThrow(/FOREIGN KEY/i)
    await expect(inserting(source.environmentId)).resolves.toBeDefined()
  })

  // Tables are strict, so that what PostgreSQL would refuse is refused here too.
  it('refuses a value of the wrong type', async () => {
    const { db } = await openEmbedded()
    const inserting = (createdAt: unknown) =>
      sql`insert into notice (hash, body, created_at) values ('sha-256:1', '{}', ${createdAt})`.execute(db)
    await expect(inserting('yesterday')).rejects.toThrow(/cannot store TEXT/)
    await expect(inserting(NOW)).resolves.toBeDefined()
  })

  it.each([
    ['undefined', undefined],
    ['a boolean', true],
    ['an object', { name: 'Elsa' }],
    ['a date', new Date(NOW)],
  ])('does not guess how %s would be stored', async (_what, value) => {
    const { db } = await openEmbedded()
    await expect(sql`select ${value} as value`.execute(db)).rejects.toThrow(TypeError)
  })

  it('gives bytes back as they were', async () => {
    const { db } = await openEmbedded()
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
    await db.insertInto('blob').values({ id: 'blob_1', ciphertext: bytes }).execute()
    const row = await db.selectFrom('blob').select('ciphertext').executeTakeFirstOrThrow()
    expect(Buffer.from(row.ciphertext).equals(bytes)).toBe(true)
  })
})
