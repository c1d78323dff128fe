import { putAccountPhoto, removeAccountPhoto } from '../../store/account-photos.ts'
import { type Account, findAccountByReference, updateAccount } from '../../store/accounts.ts'
import { type EventName, recordEvent } from '../../store/events.ts'
import type { Db } from '../../store/store.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import { writeFields } from '../field-values.ts'
import { ApiError } from '../http/api-error.ts'
import { type AccountChanges, fieldsIn } from './account-attributes.ts'
import { createAccount } from './find-or-create.ts'
import { photoIn } from './selfie-photo.ts'

export const referenceTaken = (): ApiError =>
  new ApiError('conflict', 'data.attributes.reference-id is that of another account')

/** A new account with these attributes; its identifier. Throws `conflict` where another has the reference id. */
export async function createAccountOf(
  tx: Db,
  vault: EnvironmentVault,
  attributes: AccountChanges,
  now: number,
): Promise<string> {
  const { environmentId } = vault
  const referenceId = attributes['reference-id'] ?? null
  const account = await createAccount(tx, { environmentId, referenceId, now })
  if (!account) throw referenceTaken()
  await write(tx, vault, account, attributes, now)
  return account.id
}

/** Changes what is named of an account, and tells what that was. A redacted account can still be changed (published). */
export async function changeAccount(
  tx: Db,
  vault: EnvironmentVault,
  account: Account,
  attributes: AccountChanges,
  now: number,
): Promise<void> {
  await requireFreeReference(tx, account, attributes['reference-id'])
  await write(tx, vault, account, attributes, now)
  const changed: [boolean, EventName][] = [
    [
      fieldsIn(attributes).size > 0 || attributes['selfie-photo']?.data !== undefined,
      'account.updated-fields',
    ],
    [attributes['account-status'] !== undefined, 'account.status-updated'],
    [attributes.tags !== undefined, 'account.updated-tags'],
  ]
  const object = { type: 'account', id: account.id }
  for (const [did, name] of changed) {
    if (did) await recordEvent(tx, { environmentId: vault.environmentId, name, object }, now)
  }
}

async function requireFreeReference(tx: Db, account: Account, referenceId: string | null | undefined) {
  if (!referenceId || referenceId === account.reference_id) return
  const other = await findAccountByReference(tx, account.environment_id, referenceId)
  if (other) throw referenceTaken()
}

async function write(
  tx: Db,
  vault: EnvironmentVault,
  account: Account,
  attributes: AccountChanges,
  now: number,
): Promise<void> {
  const { 'reference-id': referenceId, 'account-status': status, tags } = attributes
  await writeFields(tx, vault, account.id, fieldsIn(attributes))
  const photo = photoIn(attributes['selfie-photo'])
  if (photo) await putAccountPhoto(tx, vault, account.id, photo, now)
  if (photo === null) await removeAccountPhoto(tx, account.environment_id, account.id)
  await updateAccount(tx, account, {
    ...(referenceId === undefined ? {} : { reference_id: referenceId }),
    ...(status === undefined ? {} : { status }),
    ...(tags === undefined ? {} : { tags_json: JSON.stringify(tags ?? []) }),
    updated_at: now,
  })
}
