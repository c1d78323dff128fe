import type { Pool } from 'pg'
import { latestMigrations } from '../migrate.ts'
import { WALLED } from './wall.ts'

/** A database that the server must not be run on as it is; the message says what to do. Nothing was changed. */
export class DatabaseRefused extends Error {}

const ROLE = `
  select current_user as name, rolsuper as is_superuser, rolbypassrls as bypasses
  from pg_roles where rolname = current_user`

const TABLES = `
  select relname as name, relrowsecurity and relforcerowsecurity as walled,
         pg_has_role(current_user, relowner, 'member') as owned
  from pg_class where relnamespace = current_schema()::regnamespace and relname = any ($1)`

/** Who the server runs as. Throws {@link DatabaseRefused} where row-level security would not hold that role. */
export async function roleOf(pool: Pool): Promise<string> {
  const { rows } = await pool.query(ROLE)
  const [{ name, is_superuser, bypasses }] = rows
  if (is_superuser || bypasses) {
    throw new DatabaseRefused(
      `DATABASE_URL: the role ${name} ${is_superuser ? 'is a superuser' : 'has BYPASSRLS'}, which row-level security does not hold; use a plain role (docs/operations/postgresql.md)`,
    )
  }
  return name
}

/**
 * Throws {@link DatabaseRefused} where a table is missing, is of another version, belongs to the role that the server
 * runs as, or has no wall.
 */
export async function checkWall(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; walled: boolean; owned: boolean }>(TABLES, [WALLED])
  const owned = rows.find(table => table.owned)
  if (owned) {
    throw new DatabaseRefused(
      `DATABASE_URL: the role owns the table ${owned.name}, and could take the wall down; let another own the tables, and give it as DATABASE_MIGRATE_URL (docs/operations/postgresql.md)`,
    )
  }
  const isWhole = rows.length === WALLED.length && rows.every(table => table.walled)
  if (isWhole && (await isUpToDate(pool))) return
  throw new DatabaseRefused(
    'the tables are not those of this version: start once with DATABASE_MIGRATE_URL, which names their owner (docs/operations/postgresql.md)',
  )
}

async function isUpToDate(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ name: string }>('select name from kysely_migration')
  const done = new Set(rows.map(({ name }) => name))
  return latestMigrations.every(name => done.has(name))
}
