import type { Selectable } from 'kysely'
import { CHALLENGE_MS } from '../connect/dashboard-session.ts'
import { hashSecret } from '../secrets.ts'
import { affected, type Db } from './store.ts'
import type { PasskeyTable } from './tables/operators.ts'

export type Passkey = Selectable<PasskeyTable>

/** Keeps what an authenticator is asked to sign: for a person who registers, or for nobody who is known yet. */
export const insertChallenge = (db: Db, challenge: string, operatorId: string | null, now: number) =>
  db
    .insertInto('passkey_challenge')
    .values({
      challenge_hash: hashSecret(challenge),
      operator_id: operatorId,
      expires_at: now + CHALLENGE_MS,
    })
    .execute()

/** Uses a challenge up, whatever comes of it; whether it was good, and meant for that person. */
export async function takeChallenge(
  db: Db,
  challenge: string,
  operatorId: string | null,
  now: number,
): Promise<boolean> {
  const taken = await db
    .deleteFrom('passkey_challenge')
    .where('challenge_hash', '=', hashSecret(challenge))
    .returningAll()
    .executeTakeFirst()
  return taken !== undefined && taken.operator_id === operatorId && taken.expires_at > now
}

/** Whether it was new: a credential belongs to one person. */
export async function insertPasskey(db: Db, row: PasskeyTable): Promise<boolean> {
  const made = await db
    .insertInto('passkey')
    .values(row)
    .onConflict(conflict => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export const findPasskeyByCredential = (db: Db, credentialId: string): Promise<Passkey | undefined> =>
  db.selectFrom('passkey').selectAll().where('credential_id', '=', credentialId).executeTakeFirst()

/** A person's passkeys, the oldest first. */
export const listPasskeys = (db: Db, operatorId: string): Promise<Passkey[]> =>
  db.selectFrom('passkey').selectAll().where('operator_id', '=', operatorId).orderBy('id').execute()

/** Whether the person had it. */
export async function deletePasskey(db: Db, operatorId: string, id: string): Promise<boolean> {
  const removed = await db
    .deleteFrom('passkey')
    .where('operator_id', '=', operatorId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return removed !== undefined
}

/**
 * Notes that a passkey has signed. Whether it may count: an authenticator that counts has counted on, or the key has been
 * copied (WebAuthn, section 6.1.1).
 */
export async function usePasskey(db: Db, passkey: Passkey, counter: number, now: number): Promise<boolean> {
  const result = await db
    .updateTable('passkey')
    .set({ counter, last_used_at: now })
    .where('id', '=', passkey.id)
    .where(eb => (counter === 0 ? eb('counter', '=', 0) : eb('counter', '<', counter)))
    .executeTakeFirst()
  return affected(result) === 1
}
