import type { Selectable } from 'kysely'
import { iso } from '../clock.ts'
import { readJson, words } from '../store/json.ts'
import type { AuditEntryTable } from '../store/tables/audit.ts'

export type AuditEntry = Selectable<AuditEntryTable>

/** What an entry says, as the API shows it and as it is hashed. */
export const saidBy = (entry: AuditEntry) => ({
  'actor-type': entry.actor_kind,
  'actor-id': entry.actor_id,
  'within-id': entry.within_id,
  operation: entry.operation,
  'object-ids': readJson(words, entry.object_ids_json),
  'request-id': entry.request_id,
  status: entry.status,
  'created-at': iso(entry.created_at),
})

/**
 * The text that is hashed: the entry's identifier and attributes as one JSON object, its names in alphabetical order, with
 * nothing between.
 */
export function leafOf(entry: AuditEntry): string {
  const said = { id: entry.id, ...saidBy(entry) }
  return JSON.stringify(said, Object.keys(said).sort())
}
