import type { Selectable } from 'kysely'
import type { InquiryStatus } from '../api/wire.ts'
import type { Holdings } from '../connect/gap.ts'
import { listDocuments } from './documents.ts'
import { listFields } from './fields.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import { affected, type Db } from './store.ts'
import type { InquiryTable } from './tables/inquiries.ts'

export type Inquiry = Selectable<InquiryTable>

export type NewInquiry = Pick<
  InquiryTable,
  | 'id'
  | 'environment_id'
  | 'template_id'
  | 'template_version_id'
  | 'retention_days'
  | 'reference_id'
  | 'note'
  | 'creator'
  | 'created_at'
> &
  Partial<
    Pick<
      InquiryTable,
      | 'account_id'
      | 'tags_json'
      | 'expires_at'
      | 'expires_after_start_seconds'
      | 'expires_after_resume_seconds'
      | 'one_time_link_seconds'
    >
  >

export const insertInquiry = (db: Db, row: NewInquiry) =>
  db
    .insertInto('inquiry')
    .values({
      account_id: null,
      tags_json: '[]',
      expires_at: null,
      expires_after_start_seconds: null,
      expires_after_resume_seconds: null,
      one_time_link_seconds: null,
      ...row,
      status: 'created' satisfies InquiryStatus,
      reviewer_comment: null,
      updated_at: row.created_at,
      started_at: null,
      completed_at: null,
      failed_at: null,
      marked_for_review_at: null,
      decisioned_at: null,
      expired_at: null,
      redacted_at: null,
    })
    .execute()

export const findInquiry = (db: Db, environmentId: string, id: string): Promise<Inquiry | undefined> =>
  db
    .selectFrom('inquiry')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

export interface InquiryFilter {
  ids?: string[] | undefined
  statuses?: string[] | undefined
  accountIds?: string[] | undefined
  referenceId?: string | undefined
  note?: string | undefined
  templateIds?: string[] | undefined
  /** Milliseconds since the epoch, both inclusive. */
  createdFrom?: number | undefined
  createdTo?: number | undefined
}

export function listInquiries(
  db: Db,
  environmentId: string,
  filter: InquiryFilter,
  page: PageRequest,
): Promise<Page<Inquiry>> {
  let query = db.selectFrom('inquiry').selectAll().where('environment_id', '=', environmentId)
  if (filter.ids) query = query.where('id', 'in', filter.ids)
  if (filter.statuses) query = query.where('status', 'in', filter.statuses)
  if (filter.accountIds) query = query.where('account_id', 'in', filter.accountIds)
  if (filter.referenceId !== undefined) query = query.where('reference_id', '=', filter.referenceId)
  if (filter.note !== undefined) query = query.where('note', '=', filter.note)
  if (filter.templateIds) query = query.where('template_id', 'in', filter.templateIds)
  if (filter.createdFrom !== undefined) query = query.where('created_at', '>=', filter.createdFrom)
  if (filter.createdTo !== undefined) query = query.where('created_at', '<=', filter.createdTo)
  return readPage(query, page)
}

/** The inquiries that belong to an account, oldest first. */
export const inquiriesOfAccount = (db: Db, environmentId: string, accountId: string): Promise<Inquiry[]> =>
  db
    .selectFrom('inquiry')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()

/** The times at which an inquiry reached its statuses. */
export type InquiryTimes = Partial<
  Pick<
    InquiryTable,
    | 'started_at'
    | 'completed_at'
    | 'failed_at'
    | 'expires_at'
    | 'expired_at'
    | 'decisioned_at'
    | 'marked_for_review_at'
  >
>

/**
 * Moves an inquiry on, if it still is in one of the statuses `from` and has not been redacted; whether it did. One
 * conditional update, so that of two decisions at once one wins.
 */
export async function moveInquiry(
  db: Db,
  inquiry: Pick<Inquiry, 'id' | 'environment_id'>,
  { from, to }: { from: readonly InquiryStatus[]; to: InquiryStatus },
  change: InquiryTimes & { reviewer_comment?: string; updated_at: number },
): Promise<boolean> {
  const result = await db
    .updateTable('inquiry')
    .set({ ...change, status: to })
    .where('environment_id', '=', inquiry.environment_id)
    .where('id', '=', inquiry.id)
    .where('status', 'in', from)
    .where('redacted_at', 'is', null)
    .executeTakeFirst()
  return affected(result) === 1
}

export type InquiryUpdate = Partial<
  Pick<InquiryTable, 'note' | 'tags_json' | 'reviewer_comment' | 'redacted_at'>
>

/** Changes what an organization says of an inquiry; its status stays. */
export const updateInquiry = (
  db: Db,
  inquiry: Pick<Inquiry, 'id' | 'environment_id'>,
  change: InquiryUpdate & { updated_at: number },
) =>
  db
    .updateTable('inquiry')
    .set(change)
    .where('environment_id', '=', inquiry.environment_id)
    .where('id', '=', inquiry.id)
    .execute()

type InquiryChange = Partial<
  Pick<InquiryTable, 'started_at' | 'expires_at' | 'completed_at' | 'decisioned_at' | 'marked_for_review_at'>
>

export async function setInquiryStatus(
  db: Db,
  environmentId: string,
  id: string,
  status: InquiryStatus,
  change: InquiryChange & { updated_at: number },
): Promise<void> {
  await db
    .updateTable('inquiry')
    .set({ status, ...change })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .execute()
}

/** What an inquiry holds, by name, without opening any value. */
export async function holdingsOf(db: Db, environmentId: string, inquiryId: string): Promise<Holdings> {
  const fields = await listFields(db, environmentId, inquiryId)
  const documents = await listDocuments(db, environmentId, [inquiryId])
  return {
    fields: new Set(fields.map(row => row.name)),
    documents: new Set(documents.map(row => row.kind)),
  }
}
