import type { Selectable } from 'kysely'
import { type Page, type PageRequest, readPage } from './page.ts'
import type { Db } from './store.ts'
import type { TransactionTable } from './tables/people.ts'

export type Transaction = Selectable<TransactionTable>

export const insertTransaction = (db: Db, row: TransactionTable) =>
  db.insertInto('transaction').values(row).execute()

export const findTransaction = (
  db: Db,
  environmentId: string,
  id: string,
): Promise<Transaction | undefined> =>
  db
    .selectFrom('transaction')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

export type TransactionChange = Partial<
  Pick<
    TransactionTable,
    | 'reference_id'
    | 'status'
    | 'tags_json'
    | 'redacted_at'
    | 'label'
    | 'label_created_at'
    | 'label_updated_at'
  >
>

export const updateTransaction = (
  db: Db,
  transaction: Transaction,
  change: TransactionChange & { updated_at: number },
) =>
  db
    .updateTable('transaction')
    .set(change)
    .where('environment_id', '=', transaction.environment_id)
    .where('id', '=', transaction.id)
    .execute()

export function listTransactions(
  db: Db,
  environmentId: string,
  filter: { referenceId?: string | undefined },
  page: PageRequest,
): Promise<Page<Transaction>> {
  let query = db.selectFrom('transaction').selectAll().where('environment_id', '=', environmentId)
  if (filter.referenceId !== undefined) query = query.where('reference_id', '=', filter.referenceId)
  return readPage(query, page)
}
