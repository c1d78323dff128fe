import { LINK_MS } from '../connect/dashboard-session.ts'
import { newId } from '../ids.ts'
import { hashSecret, newSecret } from '../secrets.ts'
import type { OperatorRow } from './operators.ts'
import type { Db } from './store.ts'

/** Makes a link for an operator; its secret, which is kept nowhere. */
export async function makeSignInLink(
  db: Db,
  operator: Pick<OperatorRow, 'id' | 'organization_id'>,
  now: number,
): Promise<{ id: string; secret: string }> {
  const secret = newSecret()
  const id = newId('sign-in-link')
  await db
    .insertInto('sign_in_link')
    .values({
      id,
      operator_id: operator.id,
      organization_id: operator.organization_id,
      secret_hash: hashSecret(secret),
      created_at: now,
      expires_at: now + LINK_MS,
      used_at: null,
    })
    .execute()
  return { id, secret }
}

/** Uses a link up, in one conditional update; undefined for every secret that opens none, whatever the reason. */
export const useSignInLink = (db: Db, secretHash: string, now: number) =>
  db
    .updateTable('sign_in_link')
    .set({ used_at: now })
    .where('secret_hash', '=', secretHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['operator_id', 'organization_id'])
    .executeTakeFirst()
