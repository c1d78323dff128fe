/** Who did what, and the trees that prove it. See ../schema.ts for what columns have in common. */

export type ActorKind = 'api-key' | 'operator' | 'workflow' | 'session'

/** One operation that has changed something. Never changed, never removed; identifiers and names of ours only. */
export interface AuditEntryTable {
  id: string
  environment_id: string
  actor_kind: ActorKind
  actor_id: string
  /** The dashboard session of an operator, or the run of a workflow. */
  within_id: string | null
  /** Its method and path, or the kind of a workflow's step. */
  operation: string
  object_ids_json: string
  request_id: string | null
  /** As it was answered, by HTTP. */
  status: number
  created_at: number
}

/** Finds the entries about an object. */
export interface AuditObjectTable {
  object_id: string
  entry_id: string
  environment_id: string
}

/** An entry that is in no tree yet. */
export interface AuditUnsealedTable {
  entry_id: string
  environment_id: string
}

/** The root of a tree of entries, signed, with the hash of the root before it. */
export interface AuditRootTable {
  id: string
  environment_id: string
  /** From 0, without gaps. */
  sequence: number
  tree_size: number
  /** A compact JWS. */
  signed_root: string
  created_at: number
}

/** Where an entry is in its tree. */
export interface AuditLeafTable {
  entry_id: string
  environment_id: string
  root_id: string
  leaf_index: number
  leaf_hash: Uint8Array
}
