import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  `create table operator (
     id text primary key, organization_id text not null references organization,
     environment_id text not null references environment,
     role text not null check (role in ('viewer', 'operator', 'admin')),
     email_mac text not null, sealed_email blob not null, sealed_name blob not null,
     created_at integer not null, updated_at integer not null,
     unique (organization_id, email_mac)
   ) strict`,
  'create index operator_email on operator (email_mac)',
  `create table sign_in_link (
     id text primary key, operator_id text not null references operator on delete cascade,
     organization_id text not null references organization, secret_hash text not null unique,
     created_at integer not null, expires_at integer not null, used_at integer
   ) strict`,
  'create index sign_in_link_operator on sign_in_link (operator_id)',
  'create index sign_in_link_due on sign_in_link (expires_at)',
  `create table dashboard_session (
     id text primary key, operator_id text not null references operator on delete cascade,
     organization_id text not null references organization, secret_hash text not null unique,
     method text not null check (method in ('link', 'passkey')),
     created_at integer not null, last_used_at integer not null, expires_at integer not null
   ) strict`,
  'create index dashboard_session_operator on dashboard_session (operator_id)',
  'create index dashboard_session_due on dashboard_session (expires_at)',
  `create table passkey (
     id text primary key, operator_id text not null references operator on delete cascade,
     organization_id text not null references organization, credential_id text not null unique,
     public_key blob not null, counter integer not null, transports_json text not null,
     is_synced integer not null, name text not null, created_at integer not null, last_used_at integer
   ) strict`,
  'create index passkey_operator on passkey (operator_id, id)',
  `create table passkey_challenge (
     challenge_hash text primary key, operator_id text references operator on delete cascade,
     expires_at integer not null
   ) strict, without rowid`,
  'create index passkey_challenge_due on passkey_challenge (expires_at)',
]

/** An organization's people at the dashboard: who they are, what they may do, and how they sign in. */
export const operators: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
