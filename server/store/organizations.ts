import type { Selectable } from 'kysely'
import type { Db } from './store.ts'
import type { EnvironmentTable, OrganizationTable } from './tables/organizations.ts'

export type Organization = Selectable<OrganizationTable>

export const insertOrganization = (db: Db, row: OrganizationTable) =>
  db.insertInto('organization').values(row).execute()

export const insertEnvironment = (db: Db, row: EnvironmentTable) =>
  db.insertInto('environment').values(row).execute()

export const getOrganization = (db: Db, id: string): Promise<Organization> =>
  db.selectFrom('organization').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** An environment that another row names. */
export const getEnvironment = (db: Db, id: string) =>
  db.selectFrom('environment').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** The organization that an environment belongs to. */
export const getOrganizationOf = (db: Db, environmentId: string): Promise<Organization> =>
  db
    .selectFrom('organization')
    .innerJoin('environment', 'environment.organization_id', 'organization.id')
    .selectAll('organization')
    .where('environment.id', '=', environmentId)
    .executeTakeFirstOrThrow()

/** The environment of an organization; undefined where there is none. */
export const findEnvironment = (db: Db, organizationId: string, kind: EnvironmentTable['kind']) =>
  db
    .selectFrom('environment')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('kind', '=', kind)
    .executeTakeFirst()

/** One of an organization's environments by its identifier; undefined where it has none of that. */
export const findEnvironmentOf = (db: Db, organizationId: string, id: string) =>
  db
    .selectFrom('environment')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst()

export const listEnvironments = (db: Db, organizationId: string) =>
  db
    .selectFrom('environment')
    .select(['id', 'kind'])
    .where('organization_id', '=', organizationId)
    .orderBy('id')
    .execute()

/** Whether anything in the store is real. */
export async function hasProduction(db: Db): Promise<boolean> {
  const found = await db
    .selectFrom('environment')
    .select('id')
    .where('kind', '=', 'production')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** The setting of a store that holds the demo's organizations and specimen people. */
const DEMO_DATA = 'demo-data'

/** Writes down that the store holds the demo. Call it in the transaction that puts it there. */
export const markDemoData = (tx: Db) =>
  tx
    .insertInto('setting')
    .values({ name: DEMO_DATA, value: 'seeded' })
    .onConflict(conflict => conflict.column('name').doNothing())
    .execute()

/** Whether the store holds the demo's organizations and specimen people. */
export async function hasDemoData(db: Db): Promise<boolean> {
  const found = await db.selectFrom('setting').select('name').where('name', '=', DEMO_DATA).executeTakeFirst()
  return found !== undefined
}

/** Every environment of everybody. */
export async function listEnvironmentIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('environment').select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}
