import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { pino } from 'pino'
import { type Clock, systemClock } from '../clock.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { newId } from '../ids.ts'
import { refuseOtherKey } from '../store/key-check.ts'
import { findMasterKey } from '../store/master-key.ts'
import { latestMigrations } from '../store/migrate.ts'
import { STORE_FILE } from '../store/open.ts'
import { emailMac, findOperator, insertOperator, listOperatorsByEmail } from '../store/operators.ts'
import { getOrganization } from '../store/organizations.ts'
import { checkWall } from '../store/postgres/check-wall.ts'
import { openDatabaseClock } from '../store/postgres/database-clock.ts'
import { openPool } from '../store/postgres/pool.ts'
import { openPostgres } from '../store/postgres/postgres.ts'
import { makeSignInLink } from '../store/sign-in-links.ts'
import { openSqlite } from '../store/sqlite.ts'
import { type Db, transaction } from '../store/store.ts'
import { createVault, type Vault } from '../store/vault.ts'
import { signInUrl } from './send-links.ts'

/**
 * `npm run -s dashboard:link -- --email ADDRESS [--organization ID --name NAME]`: prints a link that signs somebody in at
 * the dashboard, once, within 15 minutes. With an organization, whoever is not there yet is made an admin of it: that is
 * how its first one comes in. The server may be running.
 */
const USAGE = 'npm run -s dashboard:link -- --email ADDRESS [--organization ID --name NAME]'

interface Place {
  db: Db
  clock: Clock
  close(): Promise<void>
}

async function openPlace({ databaseUrl, dataDir }: Config, vault: Vault): Promise<Place> {
  if (databaseUrl === null) {
    const path = join(dataDir, STORE_FILE)
    if (!existsSync(path)) throw new ConfigError(`${dataDir} holds no store: start the server first`)
    const store = await openSqlite(path, async db => {
      await refuseOtherKey(db, vault)
      await refuseOtherTables(db)
    })
    return { db: store.db, clock: systemClock, close: store.close }
  }
  const log = pino({ level: 'error' }, pino.destination(2))
  const pool = openPool(databaseUrl, log)
  await checkWall(pool)
  const { db } = openPostgres(pool)
  await refuseOtherKey(db, vault)
  const { now: clock, close } = await openDatabaseClock(pool, log)
  return { db, clock, close: () => close().then(() => db.destroy()) }
}

/** A server that is running may be of another version: its tables are left as they are. */
async function refuseOtherTables(db: Db): Promise<void> {
  const done = await db.introspection.getTables({ withInternalKyselyTables: true })
  const isMigrated = done.some(({ name }) => name === 'kysely_migration')
  const asking = sql<{ name: string }>`select name from kysely_migration`
  const rows = isMigrated ? (await asking.execute(db)).rows : []
  const names = new Set(rows.map(({ name }) => name))
  if (latestMigrations.every(name => names.has(name))) return
  throw new ConfigError('the tables are not those of this version: start the server first')
}

interface Wanted {
  email: string
  organization: string | undefined
  name: string
}

async function linksFor(
  { db, clock }: Place,
  vault: Vault,
  wanted: Wanted,
  origin: string,
): Promise<string[]> {
  return transaction(db, async tx => {
    const known = await listOperatorsByEmail(tx, emailMac(vault, wanted.email))
    const { organization: organizationId } = wanted
    const meant = known.filter(row => organizationId === undefined || row.organization_id === organizationId)
    if (meant.length === 0) {
      if (organizationId === undefined) throw new ConfigError(`nobody has that e-mail address\n${USAGE}`)
      const id = newId('operator')
      const { email, name } = wanted
      await insertOperator(tx, vault, { id, organizationId, role: 'admin', email, name, createdAt: clock() })
      const made = await findOperator(tx, organizationId, id)
      if (made) meant.push(made)
    }
    const lines: string[] = []
    for (const row of meant) {
      const { name } = await getOrganization(tx, row.organization_id)
      const { secret } = await makeSignInLink(tx, row, clock())
      lines.push(`${name} (${row.role}): ${signInUrl(origin, secret)}`)
    }
    return lines
  })
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { email: { type: 'string' }, organization: { type: 'string' }, name: { type: 'string' } },
  })
  if (values.email === undefined) throw new ConfigError(USAGE)
  const config = readConfig(process.env)
  const { key, isNew } = findMasterKey(config.masterKey, config.dataDir)
  if (isNew) throw new ConfigError(`${config.dataDir} holds no master key: start the server first`)
  const vault = createVault(key)
  const place = await openPlace(config, vault)
  try {
    const { email, organization, name = email } = values
    const origin = config.publicUrl ?? `http://localhost:${config.port}`
    for (const line of await linksFor(place, vault, { email, organization, name }, origin)) console.log(line)
  } finally {
    await place.close()
  }
}

try {
  await main()
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
