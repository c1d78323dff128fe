import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  `create table webhook (
     id text primary key, environment_id text not null references environment, name text not null,
     description text, url text not null,
     status text not null check (status in ('disabled', 'enabled', 'archived')),
     inflection text not null, blocklist_json text not null, enabled_events_json text not null,
     file_access_seconds integer not null, sealed_headers blob not null, sealed_secret blob not null,
     sealed_previous_secret blob, previous_secret_expires_at integer,
     created_at integer not null, updated_at integer not null
   ) strict`,
  'create index webhook_environment on webhook (environment_id, id)',
  `create table webhook_delivery (
     id text primary key, environment_id text not null, webhook_id text not null references webhook,
     event_id text not null references event,
     status text not null check (status in ('pending', 'delivered', 'failed')),
     attempts integer not null, next_attempt_at integer not null, first_attempted_at integer,
     last_attempted_at integer, response_status integer, failure text,
     created_at integer not null, finished_at integer,
     unique (webhook_id, event_id)
   ) strict`,
  'create index webhook_delivery_environment on webhook_delivery (environment_id, id)',
  `create index webhook_delivery_due on webhook_delivery (webhook_id, next_attempt_at) where status = 'pending'`,
]

/** Where an organization wants to hear of events, and a row for each event that it is still to hear of, or has. */
export const webhooks: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
