import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const APPEND_ONLY = ['audit_entry', 'audit_root', 'audit_leaf']

const statements = [
  `create table audit_entry (
     id text primary key, environment_id text not null references environment,
     actor_kind text not null check (actor_kind in ('api-key', 'operator', 'workflow', 'session')),
     actor_id text not null, within_id text, operation text not null, object_ids_json text not null,
     request_id text, status integer not null, created_at integer not null
   ) strict`,
  'create index audit_entry_environment on audit_entry (environment_id, id)',
  'create index audit_entry_actor on audit_entry (environment_id, actor_id, id)',
  'create index audit_entry_operation on audit_entry (environment_id, operation, id)',
  `create table audit_object (
     object_id text not null, entry_id text not null references audit_entry, environment_id text not null,
     primary key (object_id, entry_id)
   ) strict, without rowid`,
  `create table audit_unsealed (
     entry_id text primary key references audit_entry, environment_id text not null
   ) strict, without rowid`,
  'create index audit_unsealed_environment on audit_unsealed (environment_id, entry_id)',
  `create table audit_root (
     id text primary key, environment_id text not null references environment, sequence integer not null,
     tree_size integer not null, signed_root text not null, created_at integer not null,
     unique (environment_id, sequence)
   ) strict`,
  'create index audit_root_environment on audit_root (environment_id, id)',
  `create table audit_leaf (
     entry_id text primary key references audit_entry, environment_id text not null,
     root_id text not null references audit_root, leaf_index integer not null, leaf_hash blob not null,
     unique (root_id, leaf_index)
   ) strict`,
  ...APPEND_ONLY.flatMap(table => [
    `create trigger ${table}_append_only before update on ${table}
     begin select raise(abort, 'the audit is append-only'); end`,
    `create trigger ${table}_kept before delete on ${table}
     begin select raise(abort, 'the audit is append-only'); end`,
  ]),
]

/** Who did what, and the trees of hashes that prove that nothing of it was changed since. */
export const audit: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
