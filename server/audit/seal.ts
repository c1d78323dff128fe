import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import { environmentsToSeal, insertAuditTree, latestAuditRoot, unsealedEntries } from '../store/audit.ts'
import type { Signer } from '../store/signing-key.ts'
import { type Db, type Store, transaction } from '../store/store.ts'
import { leafOf } from './entry.ts'
import { leafHash, rootHash } from './merkle.ts'

/** How often entries are sealed, in ms: as long can an entry be without a proof. */
export const SEAL_MS = 5_000
/** How many entries one tree has at most. */
export const TREE_MAX = 1_000

/** The type in the header of a signed root (RFC 7515, `typ`). */
export const AUDIT_ROOT = 'connect-audit-root+jwt'

interface Sealing {
  store: Store
  signer: Signer
  clock: Clock
}

/**
 * Seals what has been written down since: each environment's entries become a tree, whose root is signed together with the
 * hash of the root before it. Writes wait for none of it: they only add rows of their own.
 */
export async function sealAudit({ store, signer, clock }: Sealing): Promise<void> {
  for (const environmentId of await environmentsToSeal(store.db)) {
    const db = store.within([environmentId])
    while ((await sealBatch(db, signer, environmentId, clock())) === TREE_MAX);
  }
}

/** How many entries it has sealed. */
const sealBatch = (db: Db, signer: Signer, environmentId: string, now: number): Promise<number> =>
  transaction(db, async tx => {
    const entries = await unsealedEntries(tx, environmentId, TREE_MAX)
    if (entries.length === 0) return 0
    const previous = await latestAuditRoot(tx, environmentId)
    const hashes = entries.map(entry => leafHash(leafOf(entry)))
    const id = newId('audit-root')
    const sequence = previous === undefined ? 0 : previous.sequence + 1
    const claims = {
      jti: id,
      iat: Math.floor(now / 1000),
      environment: environmentId,
      sequence,
      'tree-size': entries.length,
      'root-hash': Buffer.from(rootHash(hashes)).toString('hex'),
      'previous-hash': previous === undefined ? null : hashOfRoot(previous.signed_root),
    }
    const root = {
      id,
      environment_id: environmentId,
      sequence,
      tree_size: entries.length,
      signed_root: await signer.sign(claims, AUDIT_ROOT),
      created_at: now,
    }
    const leaves = entries.map((entry, index) => ({
      entry_id: entry.id,
      environment_id: environmentId,
      root_id: id,
      leaf_index: index,
      leaf_hash: leafHash(leafOf(entry)),
    }))
    await insertAuditTree(tx, root, leaves)
    return entries.length
  })

/** What the next root says of this one: SHA-256 of its compact form, in hex. */
const hashOfRoot = (signedRoot: string): string => createHash('sha256').update(signedRoot).digest('hex')
