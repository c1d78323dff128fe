import { z } from 'zod'
import { newId } from '../../ids.ts'
import { eraseFields } from '../../store/erase.ts'
import { type EventName, recordEvent } from '../../store/events.ts'
import { eraseAnswers } from '../../store/kept-answers.ts'
import type { Db } from '../../store/store.ts'
import { insertTransaction, type Transaction, updateTransaction } from '../../store/transactions.ts'
import type { EnvironmentVault } from '../../store/vault.ts'
import { fieldName, fieldValue, writeFields } from '../field-values.ts'

const word = z.string().min(1).max(255)

const common = {
  'reference-id': word.nullish(),
  tags: z.array(word).max(100).nullish(),
  /** By names of the organization's own. */
  fields: z.record(fieldName, fieldValue).optional(),
}

/** What a new transaction can be given. */
export const newTransaction = z.strictObject({
  ...common,
  'transaction-type-id': z.string().max(64).optional(),
})

/** What a transaction can be given later. */
export const transactionChanges = z.strictObject({
  ...common,
  status: word.optional(),
  /** What the organization has come to think of it: `fraud`, say. */
  label: word.optional(),
})

type NewTransaction = z.infer<typeof newTransaction>
type TransactionChanges = z.infer<typeof transactionChanges>

/** A new transaction; its identifier. */
export async function createTransaction(
  tx: Db,
  vault: EnvironmentVault,
  attributes: NewTransaction,
  now: number,
): Promise<string> {
  const id = newId('transaction')
  await insertTransaction(tx, {
    id,
    environment_id: vault.environmentId,
    reference_id: attributes['reference-id'] ?? null,
    status: 'created',
    tags_json: JSON.stringify(attributes.tags ?? []),
    created_at: now,
    updated_at: now,
    redacted_at: null,
    label: null,
    label_created_at: null,
    label_updated_at: null,
  })
  await writeFields(tx, vault, id, fieldsIn(attributes))
  await tell(tx, vault, id, 'transaction.created', now)
  return id
}

/** Changes what is named of a transaction, and tells what that was. */
export async function changeTransaction(
  tx: Db,
  vault: EnvironmentVault,
  transaction: Transaction,
  attributes: TransactionChanges,
  now: number,
): Promise<void> {
  const { 'reference-id': referenceId, status, label, tags } = attributes
  const fields = fieldsIn(attributes)
  await writeFields(tx, vault, transaction.id, fields)
  await updateTransaction(tx, transaction, {
    ...(referenceId === undefined ? {} : { reference_id: referenceId }),
    ...(status === undefined ? {} : { status }),
    ...(label === undefined ? {} : labeled(transaction, label, now)),
    ...(tags === undefined ? {} : { tags_json: JSON.stringify(tags ?? []) }),
    updated_at: now,
  })
  if (fields.size > 0) await tell(tx, vault, transaction.id, 'transaction.updated-fields', now)
  if (status !== undefined) await tell(tx, vault, transaction.id, 'transaction.status-updated', now)
  if (label !== undefined) await tell(tx, vault, transaction.id, 'transaction.labeled', now)
}

const labeled = ({ label_created_at: first }: Transaction, label: string, now: number) => ({
  label,
  label_created_at: first ?? now,
  label_updated_at: now,
})

/** Erases what a transaction holds. The transaction stays, under the organization's own name for it. */
export async function redactTransaction(
  tx: Db,
  vault: EnvironmentVault,
  transaction: Transaction,
  now: number,
): Promise<void> {
  await eraseFields(tx, vault.environmentId, transaction.id)
  await eraseAnswers(tx, vault.environmentId, transaction.id)
  await updateTransaction(tx, transaction, { redacted_at: now, updated_at: now })
  await tell(tx, vault, transaction.id, 'transaction.redacted', now)
}

const fieldsIn = ({ fields = {} }: { fields?: Record<string, string | null> | undefined }) =>
  new Map(Object.entries(fields))

const tell = (tx: Db, { environmentId }: EnvironmentVault, id: string, name: EventName, now: number) =>
  recordEvent(tx, { environmentId, name, object: { type: 'transaction', id } }, now)
