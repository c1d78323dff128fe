import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  `create table picture (
     id text primary key,
     environment_id text not null references environment,
     document_id text not null references document,
     person_mac text not null,
     sealed_fingerprint blob not null,
     created_at integer not null
   ) strict`,
  'create index picture_document on picture (environment_id, document_id)',
  `create table picture_band (
     picture_id text not null references picture,
     environment_id text not null references environment,
     mac text not null
   ) strict`,
  'create index picture_band_mac on picture_band (environment_id, mac)',
  'create index picture_band_picture on picture_band (picture_id)',
]

/** Which pictures an organization has seen, so that one is not used for two people. */
export const pictures: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
