import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What providers answer by callback, until the result that they lead to is written. */
export const providerAnswers: Migration = {
  async up(db: Kysely<unknown>) {
    const statement = `create table provider_answer (
       verification_id text primary key references verification,
       environment_id text not null references environment,
       answer_json text not null,
       created_at integer not null) strict`
    await sql.raw(statement).execute(db)
  },
}
