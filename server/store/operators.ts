import type { Selectable } from 'kysely'
import type { Role } from '../connect/role.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import type { Db } from './store.ts'
import type { OperatorTable } from './tables/operators.ts'
import type { Vault } from './vault.ts'

export type OperatorRow = Selectable<OperatorTable>

/** One of an organization's people at the dashboard. */
export interface Operator {
  id: string
  organizationId: string
  role: Role
  email: string
  name: string
  createdAt: number
  updatedAt: number
}

/** How an e-mail address is compared: mail systems that tell capitals apart are not met. */
export const normalEmail = (email: string): string => email.trim().toLowerCase()

/** What finds operators by their e-mail address. */
export const emailMac = (vault: Vault, email: string): string =>
  vault.macOwn(['operator', 'email', normalEmail(email)]).toString('hex')

const contextOf = (id: string, column: 'email' | 'name') => ['operator', id, column]

export type NewOperator = Omit<Operator, 'updatedAt'>

/** Writes an operator, sealed under the key of the organization's first environment. */
export async function insertOperator(db: Db, vault: Vault, operator: NewOperator): Promise<void> {
  const { id, organizationId, email, name, createdAt } = operator
  const { id: environmentId } = await db
    .selectFrom('environment')
    .select('id')
    .where('organization_id', '=', organizationId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const own = await vault.of(db, environmentId)
  await db
    .insertInto('operator')
    .values({
      id,
      organization_id: organizationId,
      environment_id: environmentId,
      role: operator.role,
      email_mac: emailMac(vault, email),
      sealed_email: own.seal(normalEmail(email), contextOf(id, 'email')),
      sealed_name: own.seal(name, contextOf(id, 'name')),
      created_at: createdAt,
      updated_at: createdAt,
    })
    .execute()
}

export async function openOperator(db: Db, vault: Vault, row: OperatorRow): Promise<Operator> {
  const own = await vault.of(db, row.environment_id)
  return {
    id: row.id,
    organizationId: row.organization_id,
    role: row.role,
    email: own.unseal(row.sealed_email, contextOf(row.id, 'email')),
    name: own.unseal(row.sealed_name, contextOf(row.id, 'name')),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

export const findOperator = (db: Db, organizationId: string, id: string): Promise<OperatorRow | undefined> =>
  db
    .selectFrom('operator')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Everybody with an e-mail address, in whichever organization, by its {@link emailMac}. */
export const listOperatorsByEmail = (db: Db, mac: string): Promise<OperatorRow[]> =>
  db.selectFrom('operator').selectAll().where('email_mac', '=', mac).orderBy('id').execute()

/** An organization's people. */
export const listOperators = (
  db: Db,
  organizationId: string,
  page: PageRequest,
): Promise<Page<OperatorRow>> =>
  readPage(db.selectFrom('operator').selectAll().where('organization_id', '=', organizationId), page)

export async function countOperators(db: Db, organizationId: string): Promise<number> {
  const { count } = await db
    .selectFrom('operator')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** How many people an organization can have at the dashboard. */
export const OPERATORS_MAX = 500

/** Gives an operator another role, or another name. */
export async function updateOperator(
  db: Db,
  vault: Vault,
  row: OperatorRow,
  change: { role?: Role | undefined; name?: string | undefined },
  now: number,
): Promise<void> {
  const own = await vault.of(db, row.environment_id)
  const { role = row.role, name } = change
  const sealed = name === undefined ? row.sealed_name : own.seal(name, contextOf(row.id, 'name'))
  await db
    .updateTable('operator')
    .set({ role, sealed_name: sealed, updated_at: now })
    .where('id', '=', row.id)
    .execute()
}

/** Removes an operator, with all that signs them in. */
export const deleteOperator = (db: Db, row: OperatorRow) =>
  db.deleteFrom('operator').where('id', '=', row.id).execute()

/** Whether somebody else can still decide everything. */
export async function hasOtherAdmin(db: Db, row: OperatorRow): Promise<boolean> {
  const other = await db
    .selectFrom('operator')
    .select('id')
    .where('organization_id', '=', row.organization_id)
    .where('role', '=', 'admin')
    .where('id', '!=', row.id)
    .executeTakeFirst()
  return other !== undefined
}
