import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** A record that a source takes for one share request says so. */
export const shareRequestConsents: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table consent add column share_request_id text references share_request`.execute(db)
    await sql`create index consent_share_request on consent (share_request_id, id)`.execute(db)
    await sql`create index share_token_share_request on share_token (share_request_id)`.execute(db)
  },
}
