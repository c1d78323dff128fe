import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { z } from 'zod'

const document = z.object({ 'retention-days': z.int().nullable() })

/** For how long an inquiry is kept after it ended, as its template's version has it; when that is over is looked for. */
export const retention: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw('alter table inquiry add column retention_days integer').execute(db)
    await copyFromTemplates(db)
    // In the words of ../retained-inquiries.ts: it is asked for just this.
    const outlived = `create index inquiry_outlived on inquiry ((
         coalesce(completed_at, failed_at, expired_at, marked_for_review_at, decisioned_at) + retention_days * 86400000
       ), id) where redacted_at is null`
    await sql.raw(outlived).execute(db)
  },
}

async function copyFromTemplates(db: Kysely<unknown>): Promise<void> {
  await sql.raw('create index inquiry_version on inquiry (template_version_id)').execute(db)
  const { rows } = await sql<{ id: string; document_json: string }>`
    select id, document_json from inquiry_template_version`.execute(db)
  for (const { id, document_json } of rows) {
    const { 'retention-days': days } = document.parse(JSON.parse(document_json))
    await sql`update inquiry set retention_days = ${days} where template_version_id = ${id}`.execute(db)
  }
  await sql.raw('drop index inquiry_version').execute(db)
}
