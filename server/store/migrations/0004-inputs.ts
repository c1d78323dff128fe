import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // Which session a person gave it in; null for what was copied or an organization wrote.
  'alter table field add column session_id text references session',
  'alter table document add column session_id text references session',
  // Proves, without telling, whether a verification has looked at what is there now.
  'alter table verification add column evidence_mac text',
]

/** What a person gives in a session is told from what was copied; a verification knows what it has looked at. */
export const inputs: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
