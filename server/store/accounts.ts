import type { Selectable } from 'kysely'
import { type Page, type PageRequest, pageOrder, toPage } from './page.ts'
import type { AccountTable } from './schema.ts'
import type { Db } from './store.ts'

export type Account = Selectable<AccountTable>

export const insertAccount = (db: Db, row: AccountTable) => db.insertInto('account').values(row).execute()

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

export type AccountChange = Partial<Pick<AccountTable, 'reference_id' | 'tags_json' | 'redacted_at'>>

export const updateAccount = (db: Db, account: Account, change: AccountChange & { updated_at: number }) =>
  db
    .updateTable('account')
    .set(change)
    .where('environment_id', '=', account.environment_id)
    .where('id', '=', account.id)
    .execute()

export async function listAccounts(
  db: Db,
  environmentId: string,
  filter: { referenceId?: string | undefined },
  page: PageRequest,
): Promise<Page<Account>> {
  const { operator, bound, direction, limit } = pageOrder(page)
  let query = db
    .selectFrom('account')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', operator, bound)
  if (filter.referenceId !== undefined) query = query.where('reference_id', '=', filter.referenceId)
  return toPage(page, await query.orderBy('id', direction).limit(limit).execute())
}
