import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const refusing = (table: string, message: string): string[] =>
  (['update', 'delete'] as const).map(
    act => `create trigger ${table}_no_${act} before ${act} on ${table}
     begin select raise(abort, '${message}'); end`,
  )

const statements = [
  `create table agreement (
     id text primary key, version text not null unique, body text not null, hash text not null,
     effective_at integer not null unique, grace_until integer not null, created_at integer not null
   ) strict`,
  ...refusing('agreement', 'versions of the agreement are append-only'),
  `create table agreement_signature (
     id text primary key, environment_id text not null references environment,
     agreement_id text not null references agreement, document_hash text not null,
     sealed_signer blob not null, creator_id text not null, created_at integer not null,
     unique (environment_id, agreement_id)
   ) strict`,
  ...refusing('agreement_signature', 'signatures are append-only'),
  // Where the demo was seeded before that was written down: its pages tell.
  `insert into setting (name, value)
     select 'demo-data', 'seeded'
     where exists (select 1 from organization where privacy_url like '%/demo/source/privacy.html')`,
]

/**
 * Versions of the agreement, which organizations have signed them, and whether the store holds the demo's people: none of
 * them may be in production.
 */
export const agreements: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
