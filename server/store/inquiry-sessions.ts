import type { Selectable } from 'kysely'
import { type Page, type PageRequest, readPage } from './page.ts'
import { affected, type Db } from './store.ts'
import type { InquirySessionTable } from './tables/inquiries.ts'

export type InquirySession = Selectable<InquirySessionTable>

export type InquirySessionStatus = 'new' | 'active' | 'expired'

/** Where a session stands: over when it was ended or its time has passed, whether or not anybody wrote it down. */
export function sessionStatusAt(session: InquirySession, now: number): InquirySessionStatus {
  if (session.expired_at !== null || now >= session.expires_at) return 'expired'
  return session.started_at === null ? 'new' : 'active'
}

export const insertInquirySession = (db: Db, row: InquirySessionTable) =>
  db.insertInto('inquiry_session').values(row).execute()

export const findInquirySession = (
  db: Db,
  environmentId: string,
  id: string,
): Promise<InquirySession | undefined> =>
  sessionsOf(db, environmentId).where('id', '=', id).executeTakeFirst()

export function listInquirySessions(
  db: Db,
  environmentId: string,
  filter: { inquiryId?: string | undefined },
  page: PageRequest,
): Promise<Page<InquirySession>> {
  let query = sessionsOf(db, environmentId)
  if (filter.inquiryId !== undefined) query = query.where('inquiry_id', '=', filter.inquiryId)
  return readPage(query, page)
}

/** The sessions of several inquiries, by their identifiers, oldest first. */
export const sessionsOfInquiries = (db: Db, environmentId: string, inquiryIds: string[]) =>
  inquiryIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('inquiry_session')
        .select(['id', 'inquiry_id'])
        .where('environment_id', '=', environmentId)
        .where('inquiry_id', 'in', inquiryIds)
        .orderBy('id')
        .execute()

/** The sessions of these inquiries that are not over, oldest first. */
export const liveSessions = (
  db: Db,
  environmentId: string,
  inquiryIds: string[],
  now: number,
): Promise<InquirySession[]> =>
  inquiryIds.length === 0
    ? Promise.resolve([])
    : sessionsOf(db, environmentId)
        .where('inquiry_id', 'in', inquiryIds)
        .where('expired_at', 'is', null)
        .where('expires_at', '>', now)
        .orderBy('id')
        .execute()

/** Marks a session as used, if it is not over; whether this was the first time. */
export async function startSession(db: Db, id: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable('inquiry_session')
    .set({ started_at: now })
    .where('id', '=', id)
    .where('started_at', 'is', null)
    .where('expired_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return affected(result) === 1
}

/** The page on which a connect session goes on: by which secret, and from which origin. */
interface LinkPage {
  connectSessionId: string
  secretHash: string
  origin: string
}

/** Lets the page that opened a link of this session go on with a connect session, until then at least. */
export const openLinkPage = (db: Db, { id, expires_at }: InquirySession, page: LinkPage, until: number) =>
  db
    .updateTable('inquiry_session')
    .set({
      connect_session_id: page.connectSessionId,
      page_secret_hash: page.secretHash,
      page_origin: page.origin,
      expires_at: Math.max(expires_at, until),
    })
    .where('id', '=', id)
    .execute()

/** The origin of the page that goes on with a connect session by this secret; undefined where its time is over. */
export async function originOfLinkPage(
  db: Db,
  connectSessionId: string,
  secretHash: string,
  now: number,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('inquiry_session')
    .select('page_origin')
    .where('connect_session_id', '=', connectSessionId)
    .where('page_secret_hash', '=', secretHash)
    .where('expired_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.page_origin ?? undefined
}

/** Ends a session that is not over; whether it did. */
export async function endSession(db: Db, environmentId: string, id: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable('inquiry_session')
    .set({ expired_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('expired_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return affected(result) === 1
}

const sessionsOf = (db: Db, environmentId: string) =>
  db.selectFrom('inquiry_session').selectAll().where('environment_id', '=', environmentId)
