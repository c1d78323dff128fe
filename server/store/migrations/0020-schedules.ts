import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  'alter table workflow add column next_due_at integer',
  `create index workflow_due on workflow (next_due_at) where status = 'running'`,
  'alter table workflow_run add column due_at integer',
  'create unique index workflow_run_due on workflow_run (workflow_id, due_at)',
  `create index workflow_run_ended on workflow_run (completed_at) where status <> 'in_progress'`,
]

/** When a workflow is due next, for which time a run is, and finds the runs that ended long ago. */
export const schedules: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
