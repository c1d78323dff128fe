import type { Db } from './store.ts'

/** What a provider was asked: to verify a piece of evidence, which its MAC names. */
export interface ProviderRequest {
  verificationId: string
  evidenceMac: string
}

/** Keeps what a provider answered by callback; the first answer stands. */
export async function keepProviderAnswer(
  db: Db,
  { verificationId, evidenceMac }: ProviderRequest,
  environmentId: string,
  answer: string,
  now: number,
): Promise<void> {
  await db
    .insertInto('provider_answer')
    .values({
      verification_id: verificationId,
      evidence_mac: evidenceMac,
      environment_id: environmentId,
      answer_json: answer,
      created_at: now,
    })
    .onConflict(conflict => conflict.columns(['verification_id', 'evidence_mac']).doNothing())
    .execute()
}

/** What a provider answered to a request; null where it has not, or nobody waits for it any more. */
export async function findProviderAnswer(
  db: Db,
  { verificationId, evidenceMac }: ProviderRequest,
): Promise<string | null> {
  const row = await db
    .selectFrom('provider_answer')
    .select('answer_json')
    .where('verification_id', '=', verificationId)
    .where('evidence_mac', '=', evidenceMac)
    .executeTakeFirst()
  return row?.answer_json ?? null
}

/** Forgets what providers answered about a verification, when its result is written. */
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
