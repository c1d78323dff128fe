import { SHAREABLE_INQUIRY_STATUSES } from '../../connect/share-token.ts'
import { type IdKind, isId } from '../../ids.ts'
import { findAccount } from '../../store/accounts.ts'
import { findInquiry } from '../../store/inquiries.ts'
import type { Db } from '../../store/store.ts'
import type { ShareableType } from '../../store/tables/sharing.ts'
import { findTransaction } from '../../store/transactions.ts'
import { findVerification } from '../../store/verifications.ts'
import { ApiError } from '../http/api-error.ts'
import type { Caller } from '../http/caller.ts'

const KINDS = ['inquiry', 'account', 'transaction', 'verification'] as const satisfies readonly (IdKind &
  ShareableType)[]

/** The caller's object that a token is to stand for. Throws where there is none, or where it may not be shared. */
export async function shareable(
  db: Db,
  { environmentId }: Caller,
  id: string,
): Promise<{ type: ShareableType; id: string }> {
  const type = KINDS.find(kind => isId(kind, id))
  if (!type) {
    throw new ApiError(
      'unprocessable',
      'data.attributes.source-id is not that of an object that can be shared',
    )
  }
  const found = await SHARED[type](db, environmentId, id)
  // The published answers of this operation have no 404.
  if (!found) throw new ApiError('unprocessable', 'data.attributes.source-id is not found')
  if (found.redacted) throw new ApiError('conflict', 'the source has been redacted')
  if (!found.finished) throw new ApiError('conflict', `an ${type} that is not finished cannot be shared`)
  return { type, id }
}

type Find = (
  db: Db,
  environmentId: string,
  id: string,
) => Promise<{ redacted: boolean; finished: boolean } | undefined>

const SHARED: Readonly<Record<ShareableType, Find>> = {
  async inquiry(db, environmentId, id) {
    const row = await findInquiry(db, environmentId, id)
    return (
      row && {
        redacted: row.redacted_at !== null,
        finished: SHAREABLE_INQUIRY_STATUSES.includes(row.status),
      }
    )
  },
  async account(db, environmentId, id) {
    const row = await findAccount(db, environmentId, id)
    return row && { redacted: row.redacted_at !== null, finished: true }
  },
  async transaction(db, environmentId, id) {
    const row = await findTransaction(db, environmentId, id)
    return row && { redacted: row.redacted_at !== null, finished: true }
  },
  async verification(db, environmentId, id) {
    const row = await findVerification(db, environmentId, id)
    if (!row) return undefined
    const inquiry = row.inquiry_id ? await findInquiry(db, environmentId, row.inquiry_id) : undefined
    const redacted = row.redacted_at !== null || (inquiry?.redacted_at ?? null) !== null
    return { redacted, finished: row.completed_at !== null }
  },
}
