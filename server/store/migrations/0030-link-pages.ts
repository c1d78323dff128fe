import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  `alter table session add column opened_for text not null default 'page'`,
  'alter table inquiry_session add column connect_session_id text references session',
  'alter table inquiry_session add column page_secret_hash text',
  'alter table inquiry_session add column page_origin text',
  'create index inquiry_session_connect on inquiry_session (connect_session_id)',
]

/** The page that a one-time link leads to collects: which connect session goes on there, by a secret of its own. */
export const linkPages: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
