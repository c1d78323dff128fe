import type { Selectable } from 'kysely'
import { newId } from '../ids.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import { type Db, StoreContended } from './store.ts'
import type { ActorKind, AuditEntryTable, AuditLeafTable, AuditRootTable } from './tables/audit.ts'

export type AuditRoot = Selectable<AuditRootTable>

/** What somebody has done. */
export interface Done {
  environmentId: string
  actor: { kind: ActorKind; id: string; withinId: string | null }
  operation: string
  objectIds: readonly string[]
  requestId: string | null
  status: number
}

/** Writes down what was done. Call it inside the transaction that does it: both are there, or neither. */
export async function recordDone(tx: Db, done: Done, now: number): Promise<void> {
  const { environmentId: environment_id, actor, objectIds } = done
  const id = newId('audit-entry')
  const about = [...new Set(objectIds)]
  await tx
    .insertInto('audit_entry')
    .values({
      id,
      environment_id,
      actor_kind: actor.kind,
      actor_id: actor.id,
      within_id: actor.withinId,
      operation: done.operation,
      object_ids_json: JSON.stringify(about),
      request_id: done.requestId,
      status: done.status,
      created_at: now,
    })
    .execute()
  await tx.insertInto('audit_unsealed').values({ entry_id: id, environment_id }).execute()
  if (about.length === 0) return
  const objects = about.map(object_id => ({ object_id, entry_id: id, environment_id }))
  await tx.insertInto('audit_object').values(objects).execute()
}

export interface AuditFilter {
  actorKind: ActorKind | undefined
  actorId: string | undefined
  operation: string | undefined
  objectId: string | undefined
  createdFrom: number | undefined
  createdTo: number | undefined
}

export function listAuditEntries(
  db: Db,
  environmentId: string,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Page<Selectable<AuditEntryTable>>> {
  const { actorKind, actorId, operation, objectId, createdFrom, createdTo } = filter
  let query = db.selectFrom('audit_entry').selectAll().where('environment_id', '=', environmentId)
  if (actorKind !== undefined) query = query.where('actor_kind', '=', actorKind)
  if (actorId !== undefined) query = query.where('actor_id', '=', actorId)
  if (operation !== undefined) query = query.where('operation', '=', operation)
  if (createdFrom !== undefined) query = query.where('created_at', '>=', createdFrom)
  if (createdTo !== undefined) query = query.where('created_at', '<=', createdTo)
  if (objectId !== undefined) {
    query = query.where(eb =>
      eb(
        'id',
        'in',
        eb
          .selectFrom('audit_object')
          .select('entry_id')
          .where('object_id', '=', objectId)
          .where('environment_id', '=', environmentId),
      ),
    )
  }
  return readPage(query, page)
}

export const findAuditEntry = (db: Db, environmentId: string, id: string) =>
  db
    .selectFrom('audit_entry')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Environments with entries that are in no tree yet. */
export async function environmentsToSeal(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('audit_unsealed').select('environment_id').distinct().execute()
  return rows.map(row => row.environment_id)
}

export const unsealedEntries = (tx: Db, environmentId: string, limit: number) =>
  tx
    .selectFrom('audit_unsealed')
    .innerJoin('audit_entry', 'audit_entry.id', 'audit_unsealed.entry_id')
    .selectAll('audit_entry')
    .where('audit_unsealed.environment_id', '=', environmentId)
    .orderBy('audit_unsealed.entry_id')
    .limit(limit)
    .execute()

/** The newest root of an environment; undefined before the first. */
export const latestAuditRoot = (db: Db, environmentId: string): Promise<AuditRoot | undefined> =>
  db
    .selectFrom('audit_root')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Keeps a tree: its root and its leaves. */
export async function insertAuditTree(tx: Db, root: AuditRoot, leaves: AuditLeafTable[]): Promise<void> {
  const added = await tx
    .insertInto('audit_root')
    .values(root)
    .onConflict(conflict => conflict.columns(['environment_id', 'sequence']).doNothing())
    .returning('id')
    .executeTakeFirst()
  // Another instance has sealed meanwhile: what is left comes after its root.
  if (!added) throw new StoreContended(null)
  await tx.insertInto('audit_leaf').values(leaves).execute()
  const ids = leaves.map(leaf => leaf.entry_id)
  await tx
    .deleteFrom('audit_unsealed')
    .where('environment_id', '=', root.environment_id)
    .where('entry_id', 'in', ids)
    .execute()
}

/** The tree that an entry is in, with all its leaves in their order; undefined while it is in none. */
export async function findAuditTree(db: Db, environmentId: string, entryId: string) {
  const leaf = await db
    .selectFrom('audit_leaf')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('entry_id', '=', entryId)
    .executeTakeFirst()
  if (!leaf) return undefined
  const root = await db
    .selectFrom('audit_root')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', leaf.root_id)
    .executeTakeFirstOrThrow()
  const leaves = await db
    .selectFrom('audit_leaf')
    .select('leaf_hash')
    .where('environment_id', '=', environmentId)
    .where('root_id', '=', root.id)
    .orderBy('leaf_index')
    .execute()
  return { root, index: leaf.leaf_index, hashes: leaves.map(one => one.leaf_hash) }
}

export const listAuditRoots = (db: Db, environmentId: string, page: PageRequest): Promise<Page<AuditRoot>> =>
  readPage(db.selectFrom('audit_root').selectAll().where('environment_id', '=', environmentId), page)
