import { newId } from '../ids.ts'
import type { NewEvent } from './events.ts'
import type { Db } from './store.ts'
import { queueDeliveries } from './webhook-deliveries.ts'

/** Records what happened and puts it on its way to webhooks; its identifier. It starts no workflow. */
export async function writeEvent(tx: Db, event: NewEvent, now: number): Promise<string> {
  const { environmentId, name, object } = event
  const id = newId('event')
  await tx
    .insertInto('event')
    .values({
      id,
      environment_id: environmentId,
      name,
      object_type: object.type,
      object_id: object.id,
      attributes_json: JSON.stringify(event.attributes ?? {}),
      created_at: now,
    })
    .execute()
  await queueDeliveries(tx, { id, environmentId, name }, now)
  return id
}
