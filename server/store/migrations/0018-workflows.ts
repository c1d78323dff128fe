import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  `create table workflow (
     id text primary key, environment_id text not null references environment, name text not null,
     status text not null check (status in ('paused', 'running', 'archived')),
     latest_version_id text not null, trigger_event text, sealed_secret blob not null,
     created_at integer not null, updated_at integer not null
   ) strict`,
  'create index workflow_environment on workflow (environment_id, id)',
  `create index workflow_trigger on workflow (environment_id, trigger_event) where status = 'running'`,
  `create table workflow_version (
     id text primary key, environment_id text not null, workflow_id text not null references workflow,
     document_json text not null, creator_id text not null, created_at integer not null
   ) strict`,
  'create index workflow_version_workflow on workflow_version (workflow_id, id)',
  `create table workflow_run (
     id text primary key, environment_id text not null, workflow_id text not null references workflow,
     workflow_version_id text not null references workflow_version, event_id text references event, object_id text,
     depth integer not null,
     status text not null check (status in ('in_progress', 'completed', 'errored', 'skipped', 'stopped')),
     failure_reason text, next_step integer not null, created_at integer not null, completed_at integer,
     unique (workflow_id, event_id)
   ) strict`,
  'create index workflow_run_environment on workflow_run (environment_id, id)',
  'create index workflow_run_object on workflow_run (object_id)',
  `create table workflow_run_step (
     id text primary key, environment_id text not null, workflow_run_id text not null references workflow_run,
     position integer not null, name text not null, kind text not null,
     status text not null check (status in ('pending', 'completed', 'failed')),
     attempts integer not null, next_attempt_at integer not null, failure_reason text, failure_detail text,
     response_status integer, object_id text, sealed_secret blob,
     started_at integer not null, finished_at integer,
     unique (workflow_run_id, position)
   ) strict`,
  'create index workflow_run_step_object on workflow_run_step (object_id)',
]

/** What organizations automate: workflows, their versions, their runs and the steps of these. */
export const workflows: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
