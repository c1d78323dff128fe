import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { newId } from '../../../server/ids.ts'
import { migrate } from '../../../server/store/migrate.ts'
import { openStore } from '../../../server/store/open.ts'
import { insertEnvironment, insertOrganization } from '../../../server/store/organizations.ts'
import { bringUp } from '../../../server/store/postgres/bring-up.ts'
import { openPool } from '../../../server/store/postgres/pool.ts'
import { EVERYTHING, seeing } from '../../../server/store/postgres/postgres.ts'
import { newKey } from '../../../server/store/seal.ts'
import type { Db, Store } from '../../../server/store/store.ts'
import type { EnvironmentKind } from '../../../server/store/tables/organizations.ts'
import { createVault, type EnvironmentVault, type Vault } from '../../../server/store/vault.ts'
import { databaseUrlOf, dropDatabaseOf, ownerUrlOf } from '../database.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** The moment at which everything in these tests was made. */
export const NOW = Date.UTC(2026, 10, 1)

/** An organization with one environment. */
export interface Side {
  organizationId: string
  environmentId: string
  vault: EnvironmentVault
}

/** A real store in a directory of its own, with a source and a destination. */
export interface TestStore {
  directory: string
  store: Store
  db: Db
  masterKey: Buffer
  vault: Vault
  source: Side
  destination: Side
}

export async function openTestStore(): Promise<TestStore> {
  const directory = temporaryDirectory()
  const store = await reopen(directory)
  onTestFinished(async () => {
    await store.close()
    await dropDatabaseOf(directory)
  })
  const masterKey = newKey()
  const vault = createVault(masterKey)
  const source = await insertSide(store.db, vault)
  const destination = await insertSide(store.db, vault)
  return { directory, store, db: store.db, masterKey, vault, source, destination }
}

/** Opens the store of a directory, once more or for the first time. */
export async function reopen(directory: string): Promise<Store> {
  const place = { dataDir: directory, databaseUrl: await databaseUrlOf(directory), databaseMigrateUrl: null }
  const { store, limits } = await openStore(place, pino({ level: 'silent' }))
  await limits.close()
  return store
}

/** The same store as the owner of its tables, who may change them. */
export function asOwner({ directory, db }: TestStore): Db {
  const url = ownerUrlOf(directory)
  if (url === null) return db
  const owner = seeing(openPool(url, pino({ level: 'silent' })), EVERYTHING)
  onTestFinished(() => owner.destroy())
  return owner
}

/** Brings the tables up to date, as every start does. */
export async function migrateAgain({ db, directory }: TestStore): Promise<void> {
  const ownerUrl = ownerUrlOf(directory)
  if (ownerUrl === null) await migrate(db)
  else await bringUp(ownerUrl, 'connect', pino({ level: 'silent' }))
}

/** A further organization. */
export async function insertSide(db: Db, vault: Vault): Promise<Side> {
  const organizationId = newId('organization')
  const name = `Organization ${organizationId}`
  await insertOrganization(db, {
    id: organizationId,
    name,
    privacy_url: null,
    logo_url: null,
    created_at: NOW,
  })
  return insertSideOf(db, vault, organizationId, 'sandbox')
}

/** An environment of an organization that is there already. */
export async function insertSideOf(
  db: Db,
  vault: Vault,
  organizationId: string,
  kind: EnvironmentKind,
): Promise<Side> {
  const environmentId = newId('environment')
  await insertEnvironment(db, {
    id: environmentId,
    organization_id: organizationId,
    kind,
    wrapped_key: vault.newEnvironmentKey(environmentId),
    created_at: NOW,
  })
  return { organizationId, environmentId, vault: await vault.of(db, environmentId) }
}
