import type { Selectable } from 'kysely'
import { type Page, type PageRequest, readPage } from './page.ts'
import { called } from './search.ts'
import type { Db } from './store.ts'
import type { ApiKeyTable } from './tables/organizations.ts'

export type ApiKey = Selectable<ApiKeyTable>

export type NewApiKey = Pick<
  ApiKeyTable,
  'id' | 'environment_id' | 'name' | 'secret_hash' | 'permissions_json' | 'created_at'
> &
  Partial<ApiKeyTable>

export const insertApiKey = (db: Db, row: NewApiKey) =>
  db
    .insertInto('api_key')
    .values({ note: null, ip_addresses_json: '[]', inflection: 'kebab', expires_at: null, ...row })
    .execute()

/** Whose key this is, by the hash of its secret; undefined where it is unknown or has expired. */
export const findKeyBySecret = (db: Db, secretHash: string, now: number) =>
  db
    .selectFrom('api_key')
    .innerJoin('environment', 'environment.id', 'api_key.environment_id')
    .select([
      'api_key.id as apiKeyId',
      'api_key.permissions_json as permissionsJson',
      'api_key.ip_addresses_json as ipAddressesJson',
      'api_key.inflection',
      'environment.id as environmentId',
      'environment.kind as environmentKind',
      'environment.organization_id as organizationId',
    ])
    .where('api_key.secret_hash', '=', secretHash)
    .where(eb => eb.or([eb('api_key.expires_at', 'is', null), eb('api_key.expires_at', '>', now)]))
    .executeTakeFirst()

export const findApiKey = (db: Db, environmentId: string, id: string): Promise<ApiKey | undefined> =>
  db
    .selectFrom('api_key')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

export type ApiKeyChange = Partial<
  Pick<ApiKeyTable, 'name' | 'note' | 'permissions_json' | 'ip_addresses_json' | 'inflection' | 'expires_at'>
>

export const updateApiKey = (db: Db, key: ApiKey, change: ApiKeyChange) =>
  db
    .updateTable('api_key')
    .set(change)
    .where('environment_id', '=', key.environment_id)
    .where('id', '=', key.id)
    .execute()

export interface ApiKeyFilter {
  /** The whole of what it is called. */
  name?: string | undefined
  /** An identifier, or a part of what it is called. */
  search?: string | undefined
}

export async function listApiKeys(
  db: Db,
  environmentId: string,
  { name, search }: ApiKeyFilter,
  page: PageRequest,
): Promise<Page<ApiKey>> {
  let query = db.selectFrom('api_key').selectAll().where('environment_id', '=', environmentId)
  if (name !== undefined) query = query.where('name', '=', name)
  if (search === undefined) return readPage(query, page)
  return readPage(query.where('id', 'in', await called(db, 'api_key', environmentId, search)), page)
}
