import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a verification has read from a document's pictures, beside what came with the document as already read. */
export const readOfDocuments: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw('alter table document add column sealed_read blob').execute(db)
  },
}
