import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  `create table reference_list (
    id text primary key,
    environment_id text not null references environment,
    name text not null,
    row_count integer not null,
    created_at integer not null,
    updated_at integer not null
  ) strict`,
  'create index reference_list_environment on reference_list (environment_id, id)',
  `create table reference_row (
    list_id text not null references reference_list,
    number integer not null,
    environment_id text not null references environment,
    sealed_fields blob not null,
    primary key (list_id, number)
  ) strict, without rowid`,
  // By the key first: it is what a row is looked up by. Nobody who has only the store can try values out.
  `create table reference_key (
    environment_id text not null references environment,
    key_mac blob not null,
    list_id text not null references reference_list,
    number integer not null,
    primary key (environment_id, key_mac, list_id, number)
  ) strict, without rowid`,
  'create index reference_key_list on reference_key (list_id)',
]

/** What organizations compare people with: lists of their own, encrypted, looked up by a keyed index. */
export const referenceLists: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
