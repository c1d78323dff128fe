import { findAccount, findAccountByReference } from '../../store/accounts.ts'
import type { Db } from '../../store/store.ts'
import { accountTypeId } from '../accounts/account-type.ts'
import { findOrCreateAccount } from '../accounts/find-or-create.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'
import type { NewInquiryAttributes, NewInquiryMeta } from './new-inquiry.ts'

export const attributeNotFound = (attribute: string): ApiError =>
  new ApiError('not_found', `data.attributes.${attribute} is not found`)

/**
 * The account that a new inquiry belongs to: the one named, else that of the reference id, made where there is none
 * yet; null where the caller wants none.
 */
export async function accountOfInquiry(
  tx: Db,
  { environmentId }: Caller,
  attributes: NewInquiryAttributes,
  meta: NewInquiryMeta,
  now: number,
): Promise<string | null> {
  const { 'auto-create-account-reference-id': wanted, 'auto-create-account-type-id': typeId } = meta
  const known = wanted === undefined ? undefined : await findAccountByReference(tx, environmentId, wanted)
  // The type of an account that is there already says nothing (published).
  if (!known && typeId !== undefined && typeId !== accountTypeId(environmentId)) {
    throw new ApiError('unprocessable', 'meta.auto-create-account-type-id is not found')
  }
  if (!meta['auto-create-account'] && (wanted !== undefined || typeId !== undefined)) {
    throw new ApiError('unprocessable', 'meta says of which kind an account is that it does not want')
  }
  const accountId = attributes['account-id']
  if (accountId) {
    if (wanted !== undefined) throw new ApiError('unprocessable', 'the request names two accounts')
    const account = await findAccount(tx, environmentId, accountId)
    if (!account) throw attributeNotFound('account-id')
    return account.id
  }
  if (!meta['auto-create-account']) return null
  const referenceId = wanted ?? (attributes['reference-id'] || null)
  return (await findOrCreateAccount(tx, { environmentId, referenceId, now })).id
}
