import { ConfigError } from '../config.ts'
import { SealBroken } from './seal.ts'
import { readSigningKey } from './signing-key.ts'
import type { Db } from './store.ts'
import type { Vault } from './vault.ts'

/** The setting that says which master key a store is under, without telling the key. */
export const KEY_CHECK = 'master-key-check'

/**
 * Throws ConfigError, and writes nothing, where the store is under another master key. To be asked before anything is
 * written: its tables need not be there, nor up to date.
 */
export async function refuseOtherKey(db: Db, vault: Vault): Promise<void> {
  const tables = await db.introspection.getTables()
  if (!tables.some(table => table.name === 'setting')) return
  if (!(await isUnder(db, vault))) throw otherKey()
}

/** Keeps the check value of the key that the store is under; of two keys at once, the first stays. */
export async function keepKeyCheck(db: Db, vault: Vault): Promise<void> {
  await db
    .insertInto('setting')
    .values({ name: KEY_CHECK, value: vault.checkValue })
    .onConflict(conflict => conflict.column('name').doNothing())
    .execute()
  if (!(await isUnder(db, vault))) throw otherKey()
}

async function isUnder(db: Db, vault: Vault): Promise<boolean> {
  const kept = await db.selectFrom('setting').select('value').where('name', '=', KEY_CHECK).executeTakeFirst()
  if (kept) return kept.value === vault.checkValue
  // A store from before there was a check value: what has been sealed since its first start tells as much.
  try {
    await readSigningKey(db, vault)
    return true
  } catch (error) {
    if (error instanceof SealBroken) return false
    throw error
  }
}

const otherKey = () =>
  new ConfigError(
    'CONNECT_MASTER_KEY, or DATA_DIR/master.key where that is not set, is not the key that this store is under; nothing was changed',
  )
