import type { Connection } from '../../store/connections.ts'
import { type EventName, recordEvent } from '../../store/events.ts'
import { type Db, seeBothSides } from '../../store/store.ts'

/** Records what happened to a connection for each of its sides; once, where they are the same. */
export async function tellBothSides(
  tx: Db,
  connection: Connection,
  name: EventName,
  now: number,
): Promise<void> {
  await seeBothSides(tx, connection.id)
  const environments = new Set([connection.source_environment_id, connection.destination_environment_id])
  const object = { type: 'connect/connection', id: connection.id }
  for (const environmentId of environments) await recordEvent(tx, { environmentId, name, object }, now)
}
