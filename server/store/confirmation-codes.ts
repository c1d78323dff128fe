import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { CodeKind } from '../api/wire.ts'
import { ATTEMPTS_MAX } from '../connect/confirmation-code.ts'
import { affected, type Db } from './store.ts'
import type { ConfirmationCodeTable } from './tables/verifications.ts'
import type { EnvironmentVault } from './vault.ts'

/**
 * Invariants: a code is in the store only as a MAC, so that nobody who has the store alone can try codes out; it is
 * tried only after the attempt has been counted; it confirms the address that it was sent to and no other.
 */
export type ConfirmationCode = Selectable<ConfirmationCodeTable>

export const listConfirmationCodes = (db: Db, sessionId: string): Promise<ConfirmationCode[]> =>
  db.selectFrom('confirmation_code').selectAll().where('session_id', '=', sessionId).execute()

/** Keeps the code that is about to be sent, in the place of an earlier one. */
export const putConfirmationCode = (db: Db, row: ConfirmationCodeTable) =>
  db
    .insertInto('confirmation_code')
    .values(row)
    .onConflict(conflict => conflict.columns(['session_id', 'kind']).doUpdateSet(row))
    .execute()

/** Counts one attempt at the code that is good now; undefined, and nothing is counted, where there is none. */
export const countAttempt = (db: Db, { session_id, kind, address_mac }: ConfirmationCode, now: number) =>
  db
    .updateTable('confirmation_code')
    .set(eb => ({ attempts: eb('attempts', '+', 1) }))
    .where('session_id', '=', session_id)
    .where('kind', '=', kind)
    .where('address_mac', '=', address_mac)
    .where('code_mac', 'is not', null)
    .where('expires_at', '>', now)
    .where('attempts', '<', ATTEMPTS_MAX)
    .returningAll()
    .executeTakeFirst()

/** The code was right: the address is confirmed, and the code is gone. False where another has been sent meanwhile. */
export async function confirmAddress(db: Db, sent: ConfirmationCode, now: number): Promise<boolean> {
  const result = await db
    .updateTable('confirmation_code')
    .set({ confirmed_at: now, code_mac: null, sealed_message: null })
    .where('session_id', '=', sent.session_id)
    .where('kind', '=', sent.kind)
    .where('code_mac', '=', sent.code_mac)
    .executeTakeFirst()
  return affected(result) === 1
}

/** The code was not delivered: it is no code, and does not count as sent. The pause until the next stays. */
export const takeBackCode = (db: Db, { session_id, kind, code_mac }: ConfirmationCode) =>
  db
    .updateTable('confirmation_code')
    .set({ code_mac: null })
    .set(eb => ({ sends: eb('sends', '-', 1), sends_in_all: eb('sends_in_all', '-', 1) }))
    .where('session_id', '=', session_id)
    .where('kind', '=', kind)
    .where('code_mac', '=', code_mac)
    .execute()

/** Forgets codes whose time is over, and all that was sent in sessions that are over. */
export async function forgetExpiredCodes(db: Db, now: number): Promise<void> {
  await db
    .updateTable('confirmation_code')
    .set({ code_mac: null, sealed_message: null })
    .where('code_mac', 'is not', null)
    .where('expires_at', '<=', now)
    .execute()
  await db
    .deleteFrom('confirmation_code')
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('session')
          .select('session.id')
          .whereRef('session.id', '=', 'confirmation_code.session_id')
          .where('session.expires_at', '<=', now),
      ),
    )
    // What runs outlives its session, and has yet to look at what was confirmed.
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('redemption')
            .select('redemption.id')
            .whereRef('redemption.session_id', '=', 'confirmation_code.session_id')
            .where('redemption.status', '=', 'running'),
        ),
      ),
    )
    .execute()
}

/** Forgets all that was sent for an inquiry. */
export const forgetCodesOf = (db: Db, environmentId: string, inquiryId: string) =>
  db
    .deleteFrom('confirmation_code')
    .where('environment_id', '=', environmentId)
    .where('inquiry_id', '=', inquiryId)
    .execute()

const message = z.strictObject({ code: z.string(), text: z.string() })

/** What would have been sent, where nothing is. */
export type KeptMessage = z.infer<typeof message>

const contextOf = (sessionId: string, kind: CodeKind) => ['confirmation_code', sessionId, kind, 'message']

export const sealMessage = (vault: EnvironmentVault, sessionId: string, kind: CodeKind, kept: KeptMessage) =>
  vault.seal(JSON.stringify(kept), contextOf(sessionId, kind))

/** The message of a code that is good now; null where there is none, or it was really sent. */
export function openMessage(
  vault: EnvironmentVault,
  { session_id, kind, sealed_message, expires_at }: ConfirmationCode,
  now: number,
): KeptMessage | null {
  if (sealed_message === null || now >= expires_at) return null
  return message.parse(JSON.parse(vault.unseal(sealed_message, contextOf(session_id, kind))))
}
