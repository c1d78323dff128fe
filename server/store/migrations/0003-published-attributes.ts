import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  'alter table inquiry add column expires_at integer',
  'alter table inquiry add column expires_after_start_seconds integer',
  'alter table inquiry add column expires_after_resume_seconds integer',
  'alter table inquiry add column one_time_link_seconds integer',
  // By status first: those whose time is over are looked for among the open ones, which are few.
  'create index inquiry_expiry on inquiry (status, expires_at)',
  'alter table "transaction" add column label text',
  'alter table "transaction" add column label_created_at integer',
  'alter table "transaction" add column label_updated_at integer',
  'alter table document add column account_id text references account',
  'create index document_account on document (account_id)',
]

/**
 * When an inquiry expires by itself, and how long it gets when it is started or resumed; the label of a transaction; the
 * photo of an account.
 */
export const publishedAttributes: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
