import type { Selectable } from 'kysely'
import { z } from 'zod'
import { eraseAnswers } from './kept-answers.ts'
import { type Page, type PageRequest, readPage } from './page.ts'
import type { Db } from './store.ts'
import type { ReferenceListTable } from './tables/verifications.ts'
import type { EnvironmentVault } from './vault.ts'

export type ReferenceList = Selectable<ReferenceListTable>

/** A person in a list: the fields, and what they are found by. */
export interface NewReferenceRow {
  fields: ReadonlyMap<string, string>
  keys: readonly string[]
}

/** How many rows are written by one statement: each has a handful of parameters. */
const CHUNK = 200

/**
 * Invariant: a row's values are in `sealed_fields` alone; what it is found by is a MAC under the environment's key, so
 * that the store tells nobody whom a list has.
 */
const contextOf = (listId: string, number: number) => ['reference-row', listId, String(number)]

const macOf = (vault: EnvironmentVault, key: string) => vault.mac(['reference-key', key])

export const insertReferenceList = (db: Db, row: ReferenceListTable) =>
  db.insertInto('reference_list').values(row).execute()

export const updateReferenceList = (
  db: Db,
  list: ReferenceList,
  change: Pick<ReferenceListTable, 'updated_at'> & Partial<Pick<ReferenceListTable, 'name' | 'row_count'>>,
) =>
  db
    .updateTable('reference_list')
    .set(change)
    .where('environment_id', '=', list.environment_id)
    .where('id', '=', list.id)
    .execute()

export const findReferenceList = (
  db: Db,
  environmentId: string,
  id: string,
): Promise<ReferenceList | undefined> =>
  db
    .selectFrom('reference_list')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()

export function listReferenceLists(
  db: Db,
  environmentId: string,
  page: PageRequest,
): Promise<Page<ReferenceList>> {
  const query = db.selectFrom('reference_list').selectAll().where('environment_id', '=', environmentId)
  return readPage(query, page)
}

export async function countReferenceLists(db: Db, environmentId: string): Promise<number> {
  const row = await db
    .selectFrom('reference_list')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('environment_id', '=', environmentId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Writes the rows of a list in the place of those that it has. */
export async function putReferenceRows(
  db: Db,
  vault: EnvironmentVault,
  listId: string,
  rows: readonly NewReferenceRow[],
): Promise<void> {
  const { environmentId } = vault
  await removeReferenceRows(db, environmentId, listId)
  const sealed = rows.map(({ fields }, number) => ({
    list_id: listId,
    number,
    environment_id: environmentId,
    sealed_fields: vault.seal(JSON.stringify([...fields]), contextOf(listId, number)),
  }))
  const macs = rows.flatMap(({ keys }, number) =>
    [...new Set(keys)].map(key => ({
      environment_id: environmentId,
      key_mac: macOf(vault, key),
      list_id: listId,
      number,
    })),
  )
  for (const chunk of chunksOf(sealed)) await db.insertInto('reference_row').values(chunk).execute()
  for (const chunk of chunksOf(macs)) await db.insertInto('reference_key').values(chunk).execute()
}

const chunksOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, at) => all.slice(at * CHUNK, (at + 1) * CHUNK))

async function removeReferenceRows(db: Db, environmentId: string, listId: string): Promise<void> {
  for (const table of ['reference_key', 'reference_row'] as const) {
    await db
      .deleteFrom(table)
      .where('environment_id', '=', environmentId)
      .where('list_id', '=', listId)
      .execute()
  }
}

/** Takes a list away, with all of its rows and the answers that are kept for repeated requests about it. */
export async function deleteReferenceList(db: Db, list: ReferenceList): Promise<void> {
  await removeReferenceRows(db, list.environment_id, list.id)
  await eraseAnswers(db, list.environment_id, list.id)
  await db
    .deleteFrom('reference_list')
    .where('environment_id', '=', list.environment_id)
    .where('id', '=', list.id)
    .execute()
}

/** How many rows of one person's keys are compared: a birthdate is shared by one in 36,500 people. */
const CANDIDATES_MAX = 200

const storedRow = z.array(z.tuple([z.string(), z.string()]))

/** The rows of an environment's lists that have one of these keys. */
export async function findReferenceRows(
  db: Db,
  vault: EnvironmentVault,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>[]> {
  if (keys.length === 0) return []
  const found = await db
    .selectFrom('reference_key')
    .select(['list_id', 'number'])
    .distinct()
    .where('environment_id', '=', vault.environmentId)
    .where(
      'key_mac',
      'in',
      keys.map(key => macOf(vault, key)),
    )
    .orderBy('list_id')
    .orderBy('number')
    .limit(CANDIDATES_MAX)
    .execute()
  const rows: ReadonlyMap<string, string>[] = []
  for (const { list_id: listId, number } of found) {
    const row = await db
      .selectFrom('reference_row')
      .select('sealed_fields')
      .where('environment_id', '=', vault.environmentId)
      .where('list_id', '=', listId)
      .where('number', '=', number)
      .executeTakeFirst()
    if (!row) continue
    const stored = JSON.parse(vault.unseal(row.sealed_fields, contextOf(listId, number)))
    rows.push(new Map(storedRow.parse(stored)))
  }
  return rows
}
