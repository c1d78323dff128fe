import type { Selectable } from 'kysely'
import { type Page, type PageRequest, readPage } from './page.ts'
import type { Db } from './store.ts'
import type { ConsentTable, NoticeTable } from './tables/sharing.ts'

export type Consent = Selectable<ConsentTable>

/** A record of what a person answered. */
export type Decision = Consent & { decision: 'granted' | 'declined' }

export const isDecision = (row: Consent): row is Decision => row.decision !== 'withdrawn'

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
export async function decisionOf(db: Db, sessionId: string): Promise<Decision | undefined> {
  const row = await db
    .selectFrom('consent')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where('basis', '=', 'consent')
    .where('decision', '<>', 'withdrawn')
    .executeTakeFirst()
  return row && isDecision(row) ? row : undefined
}

/** The record that takes this one back; undefined while it stands. */
export const withdrawalOf = (db: Db, consentId: string): Promise<Consent | undefined> =>
  db.selectFrom('consent').selectAll().where('withdraws_id', '=', consentId).executeTakeFirst()

export const findConsent = (db: Db, environmentId: string, id: string): Promise<Consent | undefined> =>
  db
    .selectFrom('consent')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

export function listConsents(db: Db, environmentId: string, page: PageRequest): Promise<Page<Consent>> {
  const query = db.selectFrom('consent').selectAll().where('environment_id', '=', environmentId)
  return readPage(query, page)
}
