import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  'alter table redemption add column fields_copied integer',
  'alter table redemption add column fields_asked integer',
  'create index redemption_created on redemption (environment_id, created_at)',
  'create index session_created on session (environment_id, created_at)',
]

/** How many fields nobody had to type again, and what is counted by the time it was made. */
export const statistics: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
