import { STANDARD_FIELDS } from '../connect/data-type.ts'
import { fieldMappings, mapFields } from '../connect/field-mapping.ts'
import { fieldTravels } from '../connect/scope.ts'
import { findAccount, updateAccount } from '../store/accounts.ts'
import { putFields } from '../store/fields.ts'
import { dataTypes, readJson } from '../store/json.ts'
import type { Lease, Redemption } from '../store/redemptions.ts'
import type { Db } from '../store/store.ts'
import { findTransaction, updateTransaction } from '../store/transactions.ts'
import { copiedTypes } from './copied-types.ts'
import { type Engine, RedemptionFailed, writeStep } from './engine.ts'
import { tell } from './progress.ts'
import { readSource } from './source.ts'

/** COPY into an account or a transaction: fields only; nothing is verified there (published). */
export async function copyFields(engine: Engine, lease: Lease, redemption: Redemption): Promise<void> {
  const to = await engine.vault.of(engine.store.db, redemption.environment_id)
  const scope = readJson(dataTypes, redemption.scope_json)
  const mappings = readJson(fieldMappings, redemption.field_mappings_json)
  await writeStep(engine, lease, redemption, { stage: 'collected' }, async (tx, now) => {
    const source = await readSource(tx, engine.vault, redemption)
    const ownerId = await touchDestination(tx, redemption, now)
    const shared = new Map([...source.fields].filter(([name]) => fieldTravels(scope, name)))
    const fields = mapFields(shared, mappings, new Set(STANDARD_FIELDS))
    await putFields(tx, to, ownerId, fields)
    const types = copiedTypes(scope, fields.keys(), [])
    const words = { name: 'data.copied', 'data-types': types, fields: fields.size, files: 0 } as const
    await tell(tx, redemption, 1, words, now)
  })
}

/** Marks the destination as changed; its identifier. Throws RedemptionFailed where it cannot be filled any more. */
async function touchDestination(tx: Db, redemption: Redemption, now: number): Promise<string> {
  const { environment_id: environmentId, destination_id: id } = redemption
  if (id === null) throw new RedemptionFailed('import_failed')
  if (redemption.destination_type === 'account') {
    const account = await findAccount(tx, environmentId, id)
    if (!account || account.redacted_at !== null) throw new RedemptionFailed('import_failed')
    await updateAccount(tx, account, { updated_at: now })
    return id
  }
  const transaction = await findTransaction(tx, environmentId, id)
  if (!transaction || transaction.redacted_at !== null) throw new RedemptionFailed('import_failed')
  await updateTransaction(tx, transaction, { updated_at: now })
  return id
}
