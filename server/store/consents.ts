import type { Selectable } from 'kysely'
import { connectionsWanted } from './connections.ts'
import { type CreatedFilter, whereCreated } from './created.ts'
import { type Page, type PageRequest, readPage, toPage } from './page.ts'
import { meaningOf } from './search.ts'
import { sessionsOf } from './sessions.ts'
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

export interface ConsentFilter extends CreatedFilter {
  decision?: Consent['decision'] | undefined
  connectionId?: string | undefined
  partnerOrganizationId?: string | undefined
  /** An identifier, a reference id, or a part of what the partner is called. */
  search?: string | undefined
}

export async function listConsents(
  db: Db,
  environmentId: string,
  filter: ConsentFilter,
  page: PageRequest,
): Promise<Page<Consent>> {
  const all = db.selectFrom('consent').selectAll().where('environment_id', '=', environmentId)
  let query = whereCreated(all, filter)
  if (filter.decision) query = query.where('decision', '=', filter.decision)
  const connectionIds = await connectionsWanted(db, environmentId, filter)
  if (connectionIds?.length === 0) return toPage(page, [])
  if (connectionIds) query = query.where('connection_id', 'in', connectionIds)
  if (filter.search === undefined) return readPage(query, page)
  const {
    text,
    objectIds,
    tokenIds,
    connectionIds: named,
  } = await meaningOf(db, environmentId, filter.search)
  const sessionIds = [text, ...(await sessionsOf(db, environmentId, objectIds))]
  const ids = [text, ...(await consentsAbout(db, sessionIds, tokenIds))]
  const found = query.where(eb =>
    eb.or([eb('id', 'in', ids), ...(named.length > 0 ? [eb('connection_id', 'in', named)] : [])]),
  )
  return readPage(found, page)
}

/** Consents of any of these sessions or share tokens, of whichever environment. */
async function consentsAbout(
  db: Db,
  sessionIds: readonly string[],
  tokenIds: readonly string[],
): Promise<string[]> {
  const all = db.selectFrom('consent').select('id')
  const found = [
    await all.where('session_id', 'in', sessionIds).execute(),
    await all.where('share_token_id', 'in', tokenIds).execute(),
  ]
  return found.flat().map(({ id }) => id)
}
