import { PERMISSIONS } from '../../server/api/http/permissions.ts'
import { newId } from '../../server/ids.ts'
import type { Connect } from '../../server/index.ts'
import { hashSecret, newSecret } from '../../server/secrets.ts'
import { insertApiKey } from '../../server/store/api-keys.ts'
import { insertEnvironment, insertOrganization } from '../../server/store/organizations.ts'
import type { EnvironmentKind } from '../../server/store/tables/organizations.ts'

/** A new environment: of an organization that is there, or else of a new one. */
export async function newEnvironment(
  { api: { store, vault } }: Connect,
  kind: EnvironmentKind = 'sandbox',
  organizationId?: string,
): Promise<string> {
  const owner = organizationId ?? newId('organization')
  if (!organizationId) {
    const row = { id: owner, name: 'Outsider', privacy_url: null, logo_url: null, created_at: 0 }
    await insertOrganization(store.db, row)
  }
  const id = newId('environment')
  const environment = { id, organization_id: owner, kind, created_at: 0 }
  await insertEnvironment(store.db, { ...environment, wrapped_key: vault.newEnvironmentKey(id) })
  return id
}

/** A new API key of an environment, which may do everything and never ends where nothing else is said. */
export async function newKey(
  { api: { store } }: Connect,
  environmentId: string,
  {
    permissions = PERMISSIONS,
    expiresAt = null,
  }: { permissions?: readonly string[]; expiresAt?: number | null } = {},
): Promise<string> {
  const key = `connect_test_${newSecret()}`
  await insertApiKey(store.db, {
    id: newId('api-key'),
    environment_id: environmentId,
    name: 'test',
    created_at: 0,
    expires_at: expiresAt,
    permissions_json: JSON.stringify(permissions),
    secret_hash: hashSecret(key),
  })
  return key
}
