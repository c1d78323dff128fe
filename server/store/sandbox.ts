import type { Account } from './accounts.ts'
import type { Inquiry } from './inquiries.ts'
import type { Db } from './store.ts'
import type { Transaction } from './transactions.ts'

/** What an environment still holds of people, for its reset: so many of each at most. */

export const unredactedInquiries = (db: Db, environmentId: string, limit: number): Promise<Inquiry[]> =>
  db
    .selectFrom('inquiry')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('redacted_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()

export const unredactedAccounts = (db: Db, environmentId: string, limit: number): Promise<Account[]> =>
  db
    .selectFrom('account')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('redacted_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()

export const unredactedTransactions = (
  db: Db,
  environmentId: string,
  limit: number,
): Promise<Transaction[]> =>
  db
    .selectFrom('transaction')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('redacted_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()

/** The tokens of which the environment is a side and which nobody has redeemed. */
export async function outstandingTokens(db: Db, environmentId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('share_token')
    .select('id')
    .where('status', '=', 'created')
    .where(eb =>
      eb.or([
        eb('source_environment_id', '=', environmentId),
        eb('destination_environment_id', '=', environmentId),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Ends the environment's sessions, and what they have asked of sources; the sessions that were open. */
export async function endSessions(db: Db, environmentId: string, now: number): Promise<string[]> {
  await db
    .updateTable('share_request')
    .set({ expires_at: now })
    .where('destination_environment_id', '=', environmentId)
    .where('expires_at', '>', now)
    .execute()
  const ended = await db
    .updateTable('session')
    .set({ expires_at: now })
    .where('environment_id', '=', environmentId)
    .where('expires_at', '>', now)
    .returning('id')
    .execute()
  return ended.map(({ id }) => id)
}

/** Forgets every answer that is kept for a repeated request: each holds what it told. */
export const forgetAnswers = (db: Db, environmentId: string) =>
  db.deleteFrom('idempotency').where('environment_id', '=', environmentId).execute()
