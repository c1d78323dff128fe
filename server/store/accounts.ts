import type { Selectable } from 'kysely'
import { type Page, type PageRequest, readPage } from './page.ts'
import type { Db } from './store.ts'
import type { AccountTable } from './tables/people.ts'

export type Account = Selectable<AccountTable>

/** Inserts an account; false, and nothing is inserted, where another of the environment has its reference id. */
export async function insertAccount(db: Db, row: AccountTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('account')
    .values(row)
    .onConflict(conflict => conflict.columns(['environment_id', 'reference_id']).doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export const findAccount = (db: Db, environmentId: string, id: string): Promise<Account | undefined> =>
  db
    .selectFrom('account')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

export const findAccountByReference = (db: Db, environmentId: string, referenceId: string) =>
  db
    .selectFrom('account')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('reference_id', '=', referenceId)
    .executeTakeFirst()

export type AccountChange = Partial<
  Pick<AccountTable, 'reference_id' | 'status' | 'tags_json' | 'redacted_at'>
>

export const updateAccount = (db: Db, account: Account, change: AccountChange & { updated_at: number }) =>
  db
    .updateTable('account')
    .set(change)
    .where('environment_id', '=', account.environment_id)
    .where('id', '=', account.id)
    .execute()

export function listAccounts(
  db: Db,
  environmentId: string,
  filter: { referenceIds?: string[] | undefined },
  page: PageRequest,
): Promise<Page<Account>> {
  let query = db.selectFrom('account').selectAll().where('environment_id', '=', environmentId)
  if (filter.referenceIds) query = query.where('reference_id', 'in', filter.referenceIds)
  return readPage(query, page)
}
