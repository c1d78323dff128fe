import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asking } from '../postgres.ts'

/** Whether the suite runs on PostgreSQL (`STORE=postgres`); on the embedded store where not. */
export const isPostgres = process.env.STORE === 'postgres'

/** The database that those of the tests are copies of. */
export const TEMPLATE = 'connect_template'

/** Who a server runs as, who owns the tables, or (where nobody is named) the cluster's own superuser. */
export const databaseAt = (clusterUrl: string, name: string, role?: 'connect' | 'connect_owner'): string => {
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  if (role) url.username = role
  return url.href
}

/** A database with nothing in it but what an operator prepares (docs/operations/postgresql.md). */
export async function createDatabase(clusterUrl: string, name: string): Promise<void> {
  await asking(clusterUrl, client => client.query(`create database ${name} owner connect_owner`))
  const prepare = 'create schema graphile_worker authorization connect'
  await asking(databaseAt(clusterUrl, name), client => client.query(prepare))
}

const nameOf = (dataDir: string): string =>
  `t_${createHash('sha256').update(dataDir).digest('hex').slice(0, 20)}`

/** The database that goes with a data directory, made when it is missing; null where the suite runs on the embedded store. */
export async function databaseUrlOf(dataDir: string): Promise<string | null> {
  const cluster = process.env.TEST_POSTGRES
  if (!cluster) return null
  const name = nameOf(dataDir)
  await asking(cluster, async client => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) {
      await client.query(
        `create database ${name} template ${TEMPLATE} strategy file_copy owner connect_owner`,
      )
    }
  })
  return databaseAt(cluster, name, 'connect')
}

/** The same database as the owner of its tables. */
export function ownerUrlOf(dataDir: string): string | null {
  const cluster = process.env.TEST_POSTGRES
  return cluster ? databaseAt(cluster, nameOf(dataDir), 'connect_owner') : null
}

/** The same database as a superuser, who may read everything. */
export function superuserUrlOf(dataDir: string): string | null {
  const cluster = process.env.TEST_POSTGRES
  return cluster ? databaseAt(cluster, nameOf(dataDir)) : null
}

/** The same, new and without tables, as a superuser. */
export async function emptyDatabaseOf(dataDir: string): Promise<string | null> {
  const cluster = process.env.TEST_POSTGRES
  if (!cluster) return null
  await asking(cluster, client => client.query(`create database ${nameOf(dataDir)} owner connect_owner`))
  return databaseAt(cluster, nameOf(dataDir))
}

/** Drops the database that goes with a data directory, if there is one. */
export async function dropDatabaseOf(dataDir: string): Promise<void> {
  const cluster = process.env.TEST_POSTGRES
  if (!cluster) return
  await asking(cluster, client => client.query(`drop database if exists ${nameOf(dataDir)} with (force)`))
}

/** What stands in the files of a data directory and of the database that goes with it. */
export async function filesOf(dataDir: string): Promise<Buffer[]> {
  const cluster = process.env.TEST_POSTGRES
  const directories = cluster ? [dataDir, await databaseDirectory(cluster, nameOf(dataDir))] : [dataDir]
  return directories.flatMap(directory =>
    readdirSync(directory).map(name => readFileSync(join(directory, name))),
  )
}

/** The directory of a database in its cluster, with all that was committed in its files. */
const databaseDirectory = (cluster: string, name: string): Promise<string> =>
  asking(cluster, async client => {
    await client.query('checkpoint')
    const { rows } = await client.query(
      "select current_setting('data_directory') as data, oid from pg_database where datname = $1",
      [name],
    )
    return join(rows[0].data, 'base', String(rows[0].oid))
  })
