import type { Selectable } from 'kysely'
import { type Page, type PageRequest, pageOrder, toPage } from './page.ts'
import type { ConsentTable, NoticeTable } from './schema.ts'
import type { Db } from './store.ts'

export type Consent = Selectable<ConsentTable>

/** Adds a record. Records are append-only: the table refuses every update. */
export const insertConsent = (db: Db, row: ConsentTable) => db.insertInto('consent').values(row).execute()

/** Keeps the bytes of a notice under their hash; once is enough. */
export const keepNotice = (db: Db, row: NoticeTable) =>
  db
    .insertInto('notice')
    .values(row)
    .onConflict(conflict => conflict.column('hash').doNothing())
    .execute()

/** The notice that was shown under this hash. */
export const getNotice = (db: Db, hash: string) =>
  db.selectFrom('notice').selectAll().where('hash', '=', hash).executeTakeFirstOrThrow()

/** The person's decision in a session; undefined while there is none. */
export const decisionOf = (db: Db, sessionId: string): Promise<Consent | undefined> =>
  db
    .selectFrom('consent')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where('basis', '=', 'consent')
    .executeTakeFirst()

export const findConsent = (db: Db, environmentId: string, id: string): Promise<Consent | undefined> =>
  db
    .selectFrom('consent')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

export async function listConsents(db: Db, environmentId: string, page: PageRequest): Promise<Page<Consent>> {
  const { operator, bound, direction, limit } = pageOrder(page)
  const rows = await db
    .selectFrom('consent')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', operator, bound)
    .orderBy('id', direction)
    .limit(limit)
    .execute()
  return toPage(page, rows)
}
