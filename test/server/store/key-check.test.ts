import { spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ConfigError } from '../../../server/config.ts'
import { createConnect } from '../../../server/index.ts'
import { KEY_CHECK } from '../../../server/store/key-check.ts'
import { newKey } from '../../../server/store/seal.ts'
import { createVault } from '../../../server/store/vault.ts'
import { databaseUrlOf, dropDatabaseOf, isPostgres } from '../database.ts'
import { reopen } from './fixture.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const log = pino({ level: 'silent' })

async function start(dataDir: string, masterKey: Buffer | null) {
  return createConnect({ dataDir, databaseUrl: await databaseUrlOf(dataDir), masterKey, log })
}

/** A store that was started once, under `masterKey`. */
async function startedOnce(masterKey: Buffer | null): Promise<string> {
  const dataDir = temporaryDirectory()
  onTestFinished(() => dropDatabaseOf(dataDir))
  await (await start(dataDir, masterKey)).close()
  return dataDir
}

/** Everything that the store says of itself and of its keys. */
async function told(dataDir: string): Promise<unknown> {
  const { db, close } = await reopen(dataDir)
  const settings = await db.selectFrom('setting').selectAll().orderBy('name').execute()
  const { rows: migrations } = await sql`select name from kysely_migration order by name`.execute(db)
  await close()
  return { settings, migrations }
}

/** As if the store were of an earlier version: without a check value. */
async function makeOlder(dataDir: string): Promise<void> {
  const { db, close } = await reopen(dataDir)
  await db.deleteFrom('setting').where('name', '=', KEY_CHECK).execute()
  await close()
}

describe('a store that is under a master key', () => {
  // Guarantee: the wrong key is told before anything is served or written.
  it('is opened under that key, and refused under any other, unchanged', async () => {
    const key = newKey()
    const dataDir = await startedOnce(key)
    const before = await told(dataDir)
    const refused = start(dataDir, newKey())
    await expect(refused).rejects.toThrow(ConfigError)
    await expect(refused).rejects.toThrow('CONNECT_MASTER_KEY')
    expect(await told(dataDir)).toEqual(before)
    await (await start(dataDir, key)).close()
  })

  // A restored directory has no key file: one that was made in its place would stand in the way of the right one.
  it('is refused where its key has gone, and no key is made in its place', async () => {
    const dataDir = await startedOnce(null)
    rmSync(join(dataDir, 'master.key'))
    await expect(start(dataDir, null)).rejects.toThrow(ConfigError)
    expect(existsSync(join(dataDir, 'master.key'))).toBe(false)
  })

  it('is told by what it has sealed where it is of a version that kept no check value', async () => {
    const key = newKey()
    const dataDir = await startedOnce(key)
    await makeOlder(dataDir)
    const before = await told(dataDir)
    await expect(start(dataDir, newKey())).rejects.toThrow(ConfigError)
    expect(await told(dataDir)).toEqual(before)
    await (await start(dataDir, key)).close()
    expect(await told(dataDir)).not.toEqual(before)
  })

  // Guarantee: of two instances that start at once with two keys, one serves.
  it.runIf(isPostgres)('is under one key, whoever starts at once', async () => {
    const [one, other] = [temporaryDirectory(), temporaryDirectory()]
    const databaseUrl = await databaseUrlOf(one)
    onTestFinished(() => dropDatabaseOf(one))
    const starting = [one, other].map(dataDir =>
      createConnect({ dataDir, databaseUrl, masterKey: newKey(), log }),
    )
    const outcomes = await Promise.allSettled(starting)
    expect(outcomes.map(outcome => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') await outcome.value.close()
      else expect(outcome.reason).toBeInstanceOf(ConfigError)
    }
  })

  it('tells whoever starts the process in plain words', async () => {
    const dataDir = await startedOnce(newKey())
    const child = spawn(process.execPath, [join(import.meta.dirname, '../../../server/main.ts')], {
      env: {
        ...process.env,
        DATA_DIR: dataDir,
        DATABASE_URL: (await databaseUrlOf(dataDir)) ?? undefined,
        PORT: '0',
        CONNECT_MASTER_KEY: newKey().toString('base64'),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const said = await text(child.stderr)
    expect(said).toContain('Connect cannot start:\nCONNECT_MASTER_KEY')
    expect(said).not.toContain('    at ')
  })
})

describe('a check value', () => {
  it('is the same under the same key, and says nothing of it', () => {
    const key = newKey()
    const { checkValue } = createVault(key)
    expect(createVault(key).checkValue).toBe(checkValue)
    expect(createVault(newKey()).checkValue).not.toBe(checkValue)
    expect(checkValue).toMatch(/^[A-Za-z0-9+/]{43}=$/)
    expect(checkValue).not.toBe(key.toString('base64'))
  })
})
