import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  `create table outbox (
     id text primary key, job text not null, object_id text not null, run_at integer not null, attempts integer not null
   ) strict`,
  'create index outbox_due on outbox (run_at)',
  'create table worker_beat (worker_id text primary key, beat_at integer not null) strict',
]

/** What has to be done later, written by what causes it; and when each worker was last heard of. */
export const outbox: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
