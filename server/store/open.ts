import { join } from 'node:path'
import type { Logger } from 'pino'
import { type Limits, openLimits } from './limits.ts'
import { openPool } from './postgres/pool.ts'
import { openPostgres } from './postgres/postgres.ts'
import { openPostgresLimits } from './postgres/postgres-limits.ts'
import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'

/** Where everything is kept. */
export interface StorePlace {
  dataDir: string
  /** A PostgreSQL; null for the embedded store, in `dataDir`. */
  databaseUrl: string | null
}

export interface Opened {
  store: Store
  limits: Limits
}

/** Opens the store that is asked for, brings its tables up to date, and the counts that go with it. */
export async function openStore({ dataDir, databaseUrl }: StorePlace, log: Logger): Promise<Opened> {
  if (databaseUrl === null) {
    const store = await openSqlite(join(dataDir, 'connect.sqlite'))
    return { store, limits: await openLimits(join(dataDir, 'limits.sqlite')) }
  }
  const pool = openPool(databaseUrl, log)
  try {
    const store = await openPostgres(pool)
    return { store, limits: await openPostgresLimits(pool) }
  } catch (error) {
    await pool.end()
    throw error
  }
}
