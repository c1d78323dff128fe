import { countReferenceLists, findReferenceRows } from '../store/reference-lists.ts'
import type { Db } from '../store/store.ts'
import type { EnvironmentVault } from '../store/vault.ts'
import { lookUpKeys, type Reference } from '../verification/reference.ts'

/** What an organization compares people with: its own lists; null where it has none. */
export async function readReference(db: Db, vault: EnvironmentVault): Promise<Reference | null> {
  if ((await countReferenceLists(db, vault.environmentId)) === 0) return null
  return { lookUp: fields => findReferenceRows(db, vault, lookUpKeys(fields)) }
}
