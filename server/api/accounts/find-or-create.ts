import { newId } from '../../ids.ts'
import { type Account, findAccountByReference, insertAccount } from '../../store/accounts.ts'
import { recordEvent } from '../../store/events.ts'
import type { Db } from '../../store/store.ts'

/** The status of an account until its organization says otherwise. */
const STATUS_AT_FIRST = 'active'

export interface WantedAccount {
  environmentId: string
  /** The organization's own name for the person; with null there is nothing to find, and the account is a new one. */
  referenceId: string | null
  now: number
}

/**
 * The account that has this reference id, made where there is none yet. Of two that want the same one at once, one
 * makes it and both get it.
 */
export async function findOrCreateAccount(tx: Db, wanted: WantedAccount): Promise<Account> {
  const created = await createAccount(tx, wanted)
  if (created) return created
  const { environmentId, referenceId } = wanted
  const found =
    referenceId === null ? undefined : await findAccountByReference(tx, environmentId, referenceId)
  if (!found) throw new Error('an account was neither made nor found')
  return found
}

/** A new account without fields; null where another has the reference id. */
export async function createAccount(tx: Db, wanted: WantedAccount): Promise<Account | null> {
  const { environmentId, referenceId, now } = wanted
  const account: Account = {
    id: newId('account'),
    environment_id: environmentId,
    reference_id: referenceId,
    status: STATUS_AT_FIRST,
    tags_json: '[]',
    created_at: now,
    updated_at: now,
    redacted_at: null,
  }
  if (!(await insertAccount(tx, account))) return null
  const object = { type: 'account', id: account.id }
  await recordEvent(tx, { environmentId, name: 'account.created', object }, now)
  return account
}
