import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  `create index share_token_due on share_token (expires_at) where status = 'created'`,
  `create index webhook_delivery_done on webhook_delivery (finished_at) where status <> 'pending'`,
]

/** Finds, without reading all of them, the tokens whose time has run out and the deliveries that ended long ago. */
export const dueAndDone: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
