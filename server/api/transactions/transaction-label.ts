import { iso } from '../../clock.ts'
import { counterpartId } from '../../ids.ts'
import type { Db } from '../../store/store.ts'
import { findTransaction, type Transaction } from '../../store/transactions.ts'
import type { Resource } from '../http/document.ts'

/** A transaction has one label at most, published as an object of its own. Its identifier follows from the transaction's. */
export const transactionLabelId = ({ id, label }: Transaction): string | null =>
  label === null ? null : counterpartId('transaction-label', id)

/** A label in the published shape; null where there is none of this identifier. No model here learns from labels. */
export async function readTransactionLabel(
  db: Db,
  environmentId: string,
  id: string,
): Promise<Resource | null> {
  const transaction = await findTransaction(db, environmentId, counterpartId('transaction', id))
  if (!transaction) return null
  const { label, label_created_at: createdAt, label_updated_at: updatedAt } = transaction
  if (label === null || createdAt === null || updatedAt === null) return null
  return {
    type: 'transaction-label',
    id,
    attributes: {
      'model-label': label,
      'model-version': null,
      'created-at': iso(createdAt),
      'updated-at': iso(updatedAt),
    },
  }
}
