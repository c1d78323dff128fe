import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { vi } from 'vitest'
import { WALLED } from '../../../server/store/postgres/wall.ts'
import type { World } from './world.ts'

/**
 * What is kept for repeated requests belongs to whoever asked, bytes of files are under the rows that name them, and
 * what is to be done later is struck off by whoever does it. Entries of the audit are sealed by and by.
 */
const LEFT_OUT = [
  'idempotency',
  'blob',
  'outbox',
  'worker_beat',
  'audit_unsealed',
  'audit_root',
  'audit_leaf',
]

type Row = Record<string, unknown>

async function rows({ server }: World): Promise<Map<string, Row[]>> {
  const { db } = server.connect.api.store
  const names = [...WALLED].sort()
  const read = async (name: string) =>
    [name, (await sql<Row>`select * from ${sql.table(name)}`.execute(db)).rows] as const
  return withoutRefusals(new Map(await Promise.all(names.filter(name => !LEFT_OUT.includes(name)).map(read))))
}

/** That somebody was refused is on record where they are from; it is not what they asked for. */
function withoutRefusals(found: Map<string, Row[]>): Map<string, Row[]> {
  const entries = found.get('audit_entry') ?? []
  const refused = new Set(entries.filter(({ status }) => Number(status) === 403).map(({ id }) => id))
  const kept = (table: string, key: string) => (found.get(table) ?? []).filter(row => !refused.has(row[key]))
  return found
    .set('audit_entry', kept('audit_entry', 'id'))
    .set('audit_object', kept('audit_object', 'entry_id'))
}

/** Which environment each object of the store belongs to. */
export async function ownersOf(world: World): Promise<Map<string, string>> {
  const found = [...(await rows(world)).values()].flat()
  return new Map(found.map(row => [String(row.id), String(row.environment_id ?? row.source_environment_id)]))
}

/** Waits until no redemption and no workflow runs any more: what they still write is no stranger's doing. */
const whenIdle = ({ server }: World) =>
  vi.waitUntil(
    async () => {
      const { db } = server.connect.api.store
      const query = db.selectFrom('redemption').select('id').where('status', '=', 'running')
      const runs = db.selectFrom('workflow_run').select('id').where('status', '=', 'in_progress')
      return !(await query.executeTakeFirst()) && !(await runs.executeTakeFirst())
    },
    { timeout: 30_000 },
  )

/** A digest of every table: two that are equal say that nothing was written in between. */
export async function stateOf(world: World): Promise<string> {
  await whenIdle(world)
  const hash = createHash('sha256')
  for (const [name, found] of await rows(world)) {
    // In an order of their own: a row that is written again with the same values may be found at another place.
    hash.update(
      `${name}\n${found
        .map(row => JSON.stringify(row))
        .sort()
        .join('\n')}\n`,
    )
  }
  return hash.digest('hex')
}
