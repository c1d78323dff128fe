import { sql } from 'kysely'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { newId } from '../../../../server/ids.ts'
import { openStore } from '../../../../server/store/open.ts'
import { bringUp } from '../../../../server/store/postgres/bring-up.ts'
import { DatabaseRefused } from '../../../../server/store/postgres/check-wall.ts'
import { WALLED } from '../../../../server/store/postgres/wall.ts'
import { type Db, seeBothSides, transaction } from '../../../../server/store/store.ts'
import { asking } from '../../../postgres.ts'
import { createDatabase, databaseAt, databaseUrlOf, isPostgres } from '../../database.ts'
import { asOwner, insertSide, openTestStore } from '../fixture.ts'
import { connectionRow, consentRow, inquiryRow, redemptionRow } from '../rows.ts'

const silent = pino({ level: 'silent' })

/** Rows of a source and a destination that have shared, and somebody else with rows of their own. */
async function withRows() {
  const store = await openTestStore()
  const { db, vault, source, destination } = store
  const connection = await connectionRow(db, source, destination)
  const redemption = await redemptionRow(db, connection)
  await inquiryRow(db, source)
  await inquiryRow(db, destination)
  const outsider = await insertSide(db, vault)
  const theirs = await inquiryRow(db, outsider)
  return { ...store, connection, redemption, outsider, theirs }
}

const count = async (db: Db, table: (typeof WALLED)[number]): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db)
  return rows[0]?.n ?? 0
}

/** Everybody may look these up: who takes part, texts by their hash, and identifiers of what is to be done. */
const SHARED: readonly string[] = ['organization', 'environment', 'notice', 'outbox', 'worker_beat']

describe.runIf(isPostgres)('the wall between organizations', () => {
  // Guarantee: a statement that names nobody finds the rows of whom it is made for, and no others.
  it('shows each its own rows, whatever a statement asks for', async () => {
    const { store, db, source, destination, outsider, connection, redemption } = await withRows()
    const idsFor = async (environmentId: string, table: 'inquiry' | 'connection' | 'redemption') =>
      (await store.within([environmentId]).selectFrom(table).select('id').execute()).map(({ id }) => id)

    expect(await count(db, 'inquiry')).toBeGreaterThan(2)
    for (const side of [source, destination, outsider]) {
      const rows = await store.within([side.environmentId]).selectFrom('inquiry').selectAll().execute()
      expect(rows.length).toBeGreaterThan(0)
      expect(new Set(rows.map(row => row.environment_id))).toEqual(new Set([side.environmentId]))
    }
    expect(await idsFor(source.environmentId, 'connection')).toEqual([connection.id])
    expect(await idsFor(destination.environmentId, 'connection')).toEqual([connection.id])
    expect(await idsFor(outsider.environmentId, 'connection')).toEqual([])
    expect(await idsFor(destination.environmentId, 'redemption')).toEqual([redemption.id])
    expect(await idsFor(source.environmentId, 'redemption')).toEqual([])
  })

  // Guarantee: it runs through every table there is, and whoever says nothing sees nothing.
  it.each(WALLED.filter(table => !SHARED.includes(table)))(
    'hides “%s” from who names nobody',
    async table => {
      const { store, directory } = await withRows()
      expect(await count(store.within([]), table)).toBe(0)
      const url = (await databaseUrlOf(directory)) ?? ''
      const { rows } = await asking(url, client => client.query(`select count(*) as n from "${table}"`))
      expect(rows).toEqual([{ n: '0' }])
    },
  )

  it('lets nobody write on its other side', async () => {
    const { store, db, outsider, theirs, destination } = await withRows()
    const mine = store.within([destination.environmentId])
    const change = mine.updateTable('inquiry').set({ note: 'seen' }).where('id', '=', theirs)
    expect((await change.executeTakeFirstOrThrow()).numUpdatedRows).toBe(0n)
    const removal = mine.deleteFrom('inquiry').where('id', '=', theirs)
    expect((await removal.executeTakeFirstOrThrow()).numDeletedRows).toBe(0n)
    await expect(inquiryRow(mine, outsider)).rejects.toThrow('row-level security')
    const moving = mine.updateTable('inquiry').set({ environment_id: outsider.environmentId }).execute()
    await expect(moving).rejects.toThrow('row-level security')
    const kept = await db.selectFrom('inquiry').selectAll().where('id', '=', theirs).execute()
    expect(kept).toMatchObject([{ note: null, environment_id: outsider.environmentId }])
  })

  // Guarantee: who crosses needs a connection that is theirs, and is back on their side afterwards.
  it('opens to both sides of one’s own connection, for one transaction', async () => {
    const { store, db, source, destination, outsider, connection, vault } = await withRows()
    const another = await connectionRow(db, source, await insertSide(db, vault))
    const mine = store.within([destination.environmentId])
    const environments = async (tx: Db) =>
      new Set(
        (await tx.selectFrom('inquiry').select('environment_id').execute()).map(row => row.environment_id),
      )

    const [before, across] = await transaction(mine, async tx => {
      await seeBothSides(tx, another.id)
      await seeBothSides(tx, newId('connection'))
      const narrow = await environments(tx)
      await seeBothSides(tx, connection.id)
      return [narrow, await environments(tx)]
    })
    expect(before).toEqual(new Set([destination.environmentId]))
    expect(across).toEqual(new Set([source.environmentId, destination.environmentId]))
    expect(across).not.toContain(outsider.environmentId)
    expect(await environments(mine)).toEqual(new Set([destination.environmentId]))
  })

  it('leaves the server’s own work everything, and does not narrow it where it tells both sides', async () => {
    const { db, connection, outsider } = await withRows()
    const seen = await transaction(db, async tx => {
      await seeBothSides(tx, connection.id)
      return tx.selectFrom('inquiry').select('environment_id').execute()
    })
    expect(seen.map(row => row.environment_id)).toContain(outsider.environmentId)
  })

  // The role of the server may not ask; the owner is refused by the table itself.
  it('keeps consent records even from the owner of their table', async () => {
    const rows = await withRows()
    const owner = asOwner(rows)
    const consent = await consentRow(rows.db, rows.connection)
    const changing = owner.updateTable('consent').set({ locale: 'xx' }).where('id', '=', consent.id).execute()
    await expect(changing).rejects.toThrow('consent records are append-only')
  })
})

describe.runIf(isPostgres)('a server', () => {
  const cluster = () => process.env.TEST_POSTGRES ?? ''
  /** A database that is up to date, of its own. */
  async function database(name: string) {
    await createDatabase(cluster(), name)
    onTestFinished(() =>
      asking(cluster(), client => client.query(`drop database ${name} with (force)`)).then(() => {}),
    )
    const at = (role?: 'connect' | 'connect_owner') => databaseAt(cluster(), name, role)
    await bringUp(at('connect_owner'), 'connect', silent)
    return at
  }
  const start = async (databaseUrl: string) => {
    const { store } = await openStore({ dataDir: '', databaseUrl, databaseMigrateUrl: null }, silent)
    await store.close()
  }

  it('starts where the wall holds its role', async () => {
    const at = await database('wall_holds')
    await start(at('connect'))
  })

  // Guarantee: nobody runs without the wall by mistake.
  it.each([
    ['is a superuser', 'alter role wall_role superuser', 'is a superuser'],
    ['bypasses row-level security', 'alter role wall_role bypassrls', 'has BYPASSRLS'],
    ['is a member of the owner', 'grant connect_owner to wall_role', 'the role owns the table'],
  ])('refuses a role that %s', async (_what, statement, reason) => {
    const name = `wall_${newId('request').slice(-8)}`
    const at = await database(name)
    await asking(cluster(), async client => {
      await client.query('create role wall_role login')
      await client.query(statement)
    })
    onTestFinished(() => asking(cluster(), client => client.query('drop role wall_role')).then(() => {}))
    const url = new URL(at('connect'))
    url.username = 'wall_role'
    await expect(start(url.href)).rejects.toThrow(reason)
    await expect(start(at('connect_owner'))).rejects.toThrow(DatabaseRefused)
  })

  it.each([
    ['alter table field disable row level security'],
    ['alter table field no force row level security'],
    ['drop table provider_answer'],
    [`delete from kysely_migration where name = '0011-webhooks'`],
  ])('refuses tables of which one is not as it should be: %s', async statement => {
    const name = `wall_${newId('request').slice(-8)}`
    const at = await database(name)
    await asking(at('connect_owner'), client => client.query(statement))
    await expect(start(at('connect'))).rejects.toThrow('start once with DATABASE_MIGRATE_URL')
  })
})
