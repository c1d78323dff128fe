import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  // `message` is kept where nothing is sent, in the sandbox, and nowhere else.
  `create table confirmation_code (
     session_id text not null references session,
     kind text not null check (kind in ('phone-number', 'email-address')),
     environment_id text not null references environment,
     inquiry_id text not null references inquiry,
     address_mac blob not null,
     code_mac blob,
     sent_at integer not null,
     expires_at integer not null,
     attempts integer not null,
     sends integer not null,
     sends_in_all integer not null,
     confirmed_at integer,
     sealed_message blob,
     primary key (session_id, kind)
   ) strict, without rowid`,
  'create index confirmation_code_inquiry on confirmation_code (environment_id, inquiry_id)',
  'create index confirmation_code_due on confirmation_code (expires_at) where code_mac is not null',
]

/** What a person was sent to show that a phone number or an e-mail address is theirs, and what came of it. */
export const confirmationCodes: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
