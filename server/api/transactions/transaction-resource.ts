import { z } from 'zod'
import { iso, isoOrNull } from '../../clock.ts'
import { counterpartId } from '../../ids.ts'
import { readFields } from '../../store/fields.ts'
import { readJson, words } from '../../store/json.ts'
import type { Db } from '../../store/store.ts'
import type { Transaction } from '../../store/transactions.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import { type Resource, reference, resourceSchema, time, toMany, toOne } from '../http/document.ts'
import { transactionLabelId } from './transaction-label.ts'

export const transactionSchema = resourceSchema(
  z.literal('transaction'),
  {
    status: z.string(),
    'reference-id': z.string().nullable(),
    fields: z.record(z.string(), z.strictObject({ type: z.literal('string'), value: z.string() })),
    tags: z.array(z.string()),
    'created-at': time,
    'updated-at': time,
    /** Ours. */
    'redacted-at': time.nullable(),
  },
  { reviewer: toOne, 'transaction-label': toOne, 'transaction-type': toOne, 'related-objects': toMany },
)

/** An environment's transactions are all of one type. It is not stored: its identifier follows from the environment's. */
export const transactionTypeId = (environmentId: string): string =>
  counterpartId('transaction-type', environmentId)

/** A transaction in the published shape, with its fields opened. */
export async function readTransactionResource(
  db: Db,
  vault: EnvironmentVault,
  transaction: Transaction,
): Promise<Resource> {
  const values = await readFields(db, vault, transaction.id)
  return {
    type: 'transaction',
    id: transaction.id,
    attributes: {
      status: transaction.status,
      'reference-id': transaction.reference_id,
      fields: Object.fromEntries([...values].map(([name, value]) => [name, { type: 'string', value }])),
      tags: readJson(words, transaction.tags_json),
      'created-at': iso(transaction.created_at),
      'updated-at': iso(transaction.updated_at),
      'redacted-at': isoOrNull(transaction.redacted_at),
    },
    relationships: {
      reviewer: { data: null },
      'transaction-label': reference('transaction-label', transactionLabelId(transaction)),
      'transaction-type': reference('transaction-type', transactionTypeId(transaction.environment_id)),
      'related-objects': { data: [] },
    },
  }
}
