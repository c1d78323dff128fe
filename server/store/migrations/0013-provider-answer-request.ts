import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * What a provider answers is kept by the request that it answers: a verification whose evidence changes is asked for
 * again, and an answer about what was there before is none about what is there now. Answers that nobody has read yet
 * name no request; the provider is asked again.
 */
export const providerAnswerRequest: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw('drop table provider_answer').execute(db)
    const statement = `create table provider_answer (
       verification_id text not null references verification,
       evidence_mac text not null,
       environment_id text not null references environment,
       answer_json text not null,
       created_at integer not null,
       primary key (verification_id, evidence_mac)) strict`
    await sql.raw(statement).execute(db)
  },
}
