import type { Db } from './store.ts'

/** Keeps what a provider answered by callback; the first answer stands. */
export async function keepProviderAnswer(
  db: Db,
  verificationId: string,
  environmentId: string,
  answer: string,
  now: number,
): Promise<void> {
  await db
    .insertInto('provider_answer')
    .values({
      verification_id: verificationId,
      environment_id: environmentId,
      answer_json: answer,
      created_at: now,
    })
    .onConflict(conflict => conflict.column('verification_id').doNothing())
    .execute()
}

/** What a provider answered about a verification; null where it has not, or nobody waits for it any more. */
export async function findProviderAnswer(db: Db, verificationId: string): Promise<string | null> {
  const row = await db
    .selectFrom('provider_answer')
    .select('answer_json')
    .where('verification_id', '=', verificationId)
    .executeTakeFirst()
  return row?.answer_json ?? null
}

/** Forgets what a provider answered, when the result that it led to is written. */
export const removeProviderAnswer = (db: Db, verificationId: string) =>
  db.deleteFrom('provider_answer').where('verification_id', '=', verificationId).execute()

/** A verification that waits for an answer: its kind and whose it is. */
export const findSubmitted = (db: Db, verificationId: string) =>
  db
    .selectFrom('verification')
    .select(['kind', 'environment_id'])
    .where('id', '=', verificationId)
    .where('status', '=', 'submitted')
    .executeTakeFirst()
