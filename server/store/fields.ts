import type { Db } from './store.ts'
import type { EnvironmentVault } from './vault.ts'

const contextOf = (ownerId: string, name: string) => ['field', ownerId, name]

/**
 * Writes fields of an inquiry, account or transaction, replacing the values of those it already has. `sessionId`: the
 * session in which the person gave them; null for everything else.
 */
export async function putFields(
  db: Db,
  vault: EnvironmentVault,
  ownerId: string,
  fields: ReadonlyMap<string, string>,
  sessionId: string | null = null,
): Promise<void> {
  if (fields.size === 0) return
  const rows = [...fields].map(([name, value]) => ({
    environment_id: vault.environmentId,
    owner_id: ownerId,
    name,
    sealed_value: vault.seal(value, contextOf(ownerId, name)),
    session_id: sessionId,
  }))
  await db
    .insertInto('field')
    .values(rows)
    .onConflict(conflict =>
      conflict.columns(['environment_id', 'owner_id', 'name']).doUpdateSet(eb => ({
        sealed_value: eb.ref('excluded.sealed_value'),
        session_id: eb.ref('excluded.session_id'),
      })),
    )
    .execute()
}

/** The fields that have a value, by name. */
export async function readFields(
  db: Db,
  vault: EnvironmentVault,
  ownerId: string,
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('field')
    .select(['name', 'sealed_value'])
    .where('environment_id', '=', vault.environmentId)
    .where('owner_id', '=', ownerId)
    .execute()
  return new Map(rows.map(row => [row.name, vault.unseal(row.sealed_value, contextOf(ownerId, row.name))]))
}

/** The names of the fields that have a value, each with the session in which the person gave it, without the values. */
export const listFields = (
  db: Db,
  environmentId: string,
  ownerId: string,
): Promise<{ name: string; session_id: string | null }[]> =>
  db
    .selectFrom('field')
    .select(['name', 'session_id'])
    .where('environment_id', '=', environmentId)
    .where('owner_id', '=', ownerId)
    .execute()

/** How many fields have a value. */
export async function countFields(db: Db, environmentId: string, ownerId: string): Promise<number> {
  const row = await db
    .selectFrom('field')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('environment_id', '=', environmentId)
    .where('owner_id', '=', ownerId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Takes fields away. */
export async function removeFields(
  db: Db,
  environmentId: string,
  ownerId: string,
  names: string[],
): Promise<void> {
  if (names.length === 0) return
  await db
    .deleteFrom('field')
    .where('environment_id', '=', environmentId)
    .where('owner_id', '=', ownerId)
    .where('name', 'in', names)
    .execute()
}
