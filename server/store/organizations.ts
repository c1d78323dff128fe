import type { Selectable } from 'kysely'
import type { ApiKeyTable, EnvironmentTable, OrganizationTable } from './schema.ts'
import type { Db } from './store.ts'

export type Organization = Selectable<OrganizationTable>

export const insertOrganization = (db: Db, row: OrganizationTable) =>
  db.insertInto('organization').values(row).execute()

export const insertEnvironment = (db: Db, row: EnvironmentTable) =>
  db.insertInto('environment').values(row).execute()

export const insertApiKey = (db: Db, row: ApiKeyTable) => db.insertInto('api_key').values(row).execute()

export const getOrganization = (db: Db, id: string): Promise<Organization> =>
  db.selectFrom('organization').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** The environment of an organization; undefined where there is none. */
export const findEnvironment = (db: Db, organizationId: string, kind: EnvironmentTable['kind']) =>
  db
    .selectFrom('environment')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('kind', '=', kind)
    .executeTakeFirst()

/** Whose key this is, by the hash of its secret; undefined where it is unknown or has expired. */
export const findApiKey = (db: Db, secretHash: string, now: number) =>
  db
    .selectFrom('api_key')
    .innerJoin('environment', 'environment.id', 'api_key.environment_id')
    .select([
      'api_key.id as apiKeyId',
      'api_key.permissions_json as permissionsJson',
      'environment.id as environmentId',
      'environment.kind as environmentKind',
      'environment.organization_id as organizationId',
    ])
    .where('api_key.secret_hash', '=', secretHash)
    .where(eb => eb.or([eb('api_key.expires_at', 'is', null), eb('api_key.expires_at', '>', now)]))
    .executeTakeFirst()
