import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Connections that are offered by link, and which sides' consent a connection requires. */
export const connectionInvites: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table connection add column required_consents_json text not null
      default '["source","destination"]'`.execute(db)
    await sql`create table connection_invite (
      id text primary key, environment_kind text not null,
      source_organization_id text not null references organization,
      source_environment_id text not null references environment,
      secret_hash text not null unique, note text,
      data_types_json text not null, share_url text, lowest_tier text not null, unbound_tokens text not null,
      required_consents_json text not null, source_terms_json text,
      connection_id text references connection, creator_id text not null, created_at integer not null,
      expires_at integer not null, accepted_at integer, revoked_at integer
    ) strict`.execute(db)
    await sql`create index connection_invite_source on connection_invite (source_environment_id, id)`.execute(
      db,
    )
  },
}
