import type { Db } from './store.ts'

/** Erases the answers that are kept for repeated requests about this object. Their keys stay taken. */
export const eraseAnswers = (tx: Db, environmentId: string, objectId: string) =>
  tx
    .updateTable('idempotency')
    .set({ sealed_answer: null })
    .where('environment_id', '=', environmentId)
    .where('object_id', '=', objectId)
    .execute()
