import { PERMISSIONS_AT_FIRST } from '../../api/http/permissions.ts'
import { ConfigError } from '../../config.ts'
import { newId } from '../../ids.ts'
import { DEMO_DATA_REFUSED } from '../../production.ts'
import { hashSecret, newSecret } from '../../secrets.ts'
import { insertApiKey } from '../../store/api-keys.ts'
import { hasDemoData, insertEnvironment, insertOrganization } from '../../store/organizations.ts'
import { type Db, transaction } from '../../store/store.ts'
import type { EnvironmentKind } from '../../store/tables/organizations.ts'
import type { Vault } from '../../store/vault.ts'
import type { Desk } from '../command-line.ts'

export interface NewOrganization {
  name: string
  privacyUrl: string | null
  logoUrl: string | null
}

/** An environment with the first key to it, which is told this once. */
export interface NewEnvironment {
  environmentId: string
  apiKey: string
}

export interface CreatedOrganization {
  organizationId: string
  sandbox: NewEnvironment
  production: NewEnvironment
}

/**
 * Makes an organization with its two environments, and a key of each that may do everything. Throws ConfigError where the
 * store holds the demo.
 */
export function createOrganization(
  { db, vault, clock }: Desk,
  { name, privacyUrl, logoUrl }: NewOrganization,
): Promise<CreatedOrganization> {
  return transaction(db, async tx => {
    if (await hasDemoData(tx)) throw new ConfigError(DEMO_DATA_REFUSED)
    const now = clock()
    const organizationId = newId('organization')
    await insertOrganization(tx, {
      id: organizationId,
      name,
      privacy_url: privacyUrl,
      logo_url: logoUrl,
      created_at: now,
    })
    const sandbox = await makeEnvironment(tx, vault, organizationId, 'sandbox', now)
    const production = await makeEnvironment(tx, vault, organizationId, 'production', now)
    return { organizationId, sandbox, production }
  })
}

async function makeEnvironment(
  tx: Db,
  vault: Vault,
  organizationId: string,
  kind: EnvironmentKind,
  now: number,
): Promise<NewEnvironment> {
  const environmentId = newId('environment')
  const apiKey = `connect_${kind}_${newSecret()}`
  await insertEnvironment(tx, {
    id: environmentId,
    organization_id: organizationId,
    kind,
    wrapped_key: vault.newEnvironmentKey(environmentId),
    created_at: now,
  })
  await insertApiKey(tx, {
    id: newId('api-key'),
    environment_id: environmentId,
    name: 'First key',
    secret_hash: hashSecret(apiKey),
    permissions_json: JSON.stringify(PERMISSIONS_AT_FIRST),
    created_at: now,
  })
  return { environmentId, apiKey }
}
