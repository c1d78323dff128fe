import { Client, DatabaseError } from 'pg'
import { KEY_CHECK } from '../../store/key-check.ts'
import { LOCKS } from '../../store/postgres/advisory-locks.ts'
import { type Backup, BackupError, refuseTaken, writeBackup } from './backup-file.ts'
import { fed, output } from './tools.ts'

/**
 * Backs up the store on a PostgreSQL, whoever is at work on it: all that was acknowledged before, as it was at one moment
 * between two transactions (`--serializable-deferrable`). Rate limits, which are not logged, are left out.
 */
export async function backUpPostgres(databaseUrl: string, path: string): Promise<void> {
  refuseTaken(path)
  const madeAt = new Date().toISOString()
  const keyCheck = await asking(databaseUrl, readKeyCheck)
  const about = { store: 'postgres' as const, 'made-at': madeAt, 'key-check': keyCheck }
  const options = ['--format=custom', '--serializable-deferrable', '--no-unlogged-table-data']
  await writeBackup(path, about, output('pg_dump', options, databaseUrl))
}

async function readKeyCheck(client: Client): Promise<string> {
  const { rows: tables } = await client.query("select to_regclass('setting') is not null as made")
  if (!tables[0]?.made) throw new BackupError('the database holds no store')
  // Rows that this role may not see are then an error, not missing.
  await client.query('set row_security = off')
  const { rows } = await client
    .query('select value from setting where name = $1', [KEY_CHECK])
    .catch(refuseHeld)
  if (typeof rows[0]?.value !== 'string') throw new BackupError('the store was never started by this version')
  return rows[0].value
}

/** `insufficient_privilege` (PostgreSQL, appendix A). */
const MAY_NOT = '42501'

function refuseHeld(error: unknown): never {
  if (!(error instanceof DatabaseError) || error.code !== MAY_NOT) throw error
  throw new BackupError(`DATABASE_URL: ${error.message}: a backup needs a role that may read everything`)
}

/**
 * Restores the store into a database without tables, in one transaction. An instance that is started meanwhile waits, as
 * it does for one that migrates.
 */
export function restorePostgres(backup: Backup, databaseUrl: string): Promise<void> {
  // Schemas without tables may be there already, made for a role that may make none.
  const options = ['--single-transaction', '--exit-on-error', '--clean', '--if-exists']
  return asking(databaseUrl, async client => {
    await client.query('select pg_advisory_lock($1)', [LOCKS.migrating])
    await refuseFull(client)
    await fed('pg_restore', options, databaseUrl, backup.read())
  })
}

async function refuseFull(client: Client): Promise<void> {
  const { rowCount } = await client.query(
    `select from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where relkind in ('r', 'p', 'v', 'm', 'S', 'f') and nspname <> 'information_schema' and nspname not like 'pg\\_%'
     limit 1`,
  )
  if (rowCount !== 0) throw new BackupError('the database is not empty: restore into one of its own')
}

/** One connection for `work`. */
async function asking<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'connect-backup',
    keepAlive: true,
  })
  await client.connect().catch(error => {
    throw new BackupError(`the database does not answer: ${error.message}`)
  })
  return work(client).finally(() => client.end())
}
