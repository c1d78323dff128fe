import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { listFiles, readFileBytes } from '../../../../server/store/files.ts'
import { holdDirectory } from '../../../../server/store/hold.ts'
import { newKey } from '../../../../server/store/seal.ts'
import { asking } from '../../../postgres.ts'
import { dropDatabaseOf, emptyDatabaseOf, isPostgres, superuserUrlOf } from '../../database.ts'
import { share, startServer, type TestServer } from '../../harness.ts'
import { temporaryDirectory } from '../../store/temporary-directory.ts'
import { type Place, run } from './commands.ts'

const CALLERS = 4
/** How much is acknowledged before the backup begins. */
const BEFORE = 20

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const placeOf = (dataDir: string): Place => ({ dataDir, databaseUrl: superuserUrlOf(dataDir) })

/** A directory that is empty, and a database without tables where the suite runs on one. */
async function emptyPlace(): Promise<Place> {
  const dataDir = temporaryDirectory()
  const databaseUrl = await emptyDatabaseOf(dataDir)
  onTestFinished(() => dropDatabaseOf(dataDir))
  return { dataDir, databaseUrl }
}

/** A backup of the server's store. */
async function backUp(directory = temporaryDirectory()): Promise<string> {
  const file = join(directory, 'backup')
  const outcome = await run('backup', placeOf(server.dataDir), [file])
  expect(outcome).toEqual({ code: 0, said: expect.stringContaining(`Backed up to ${file}.`) })
  return file
}

/** The keys that a backup does not hold, and the sandbox's own file, are brought by whoever restores. */
function bringKeys({ dataDir }: Place): void {
  for (const name of ['master.key', 'sandbox.json']) {
    copyFileSync(join(server.dataDir, name), join(dataDir, name))
  }
}

async function startAt({ dataDir }: Place): Promise<TestServer> {
  const restored = await startServer({ dataDir })
  onTestFinished(() => restored.close())
  return restored
}

/** That nothing has come to a place: no file but what was there, no table. */
async function expectUntouched({ dataDir, databaseUrl }: Place, files: string[] = []): Promise<void> {
  const found = readdirSync(dataDir).filter(name => !['holder.json', 'lock.sqlite'].includes(name))
  expect(found.sort()).toEqual(files)
  if (databaseUrl === null) return
  const tables = await asking(databaseUrl, client =>
    client.query("select tablename from pg_tables where schemaname = 'public'"),
  )
  expect(tables.rows).toEqual([])
}

interface Acknowledged {
  ownId: string
  accountId: string
  nameLast: string
  tokenId: string
}

/** Callers that write until they are told to stop: an account with data, and a person's data redeemed into it. */
function load() {
  const acknowledged: Acknowledged[] = []
  let stopped = false
  const call = async () => {
    while (!stopped) {
      const nameLast = `Žofie ${crypto.randomUUID()}`
      const own = await server.destination.accounts.create({ 'name-last': nameLast })
      const account = await server.destination.accounts.create({})
      const token = await server.source.shareTokens.create({
        'connection-id': server.sandbox['connection-id'],
        'source-id': server.sandbox['source-inquiry-id'],
      })
      await server.destination.shareTokens.redeem(token.data.id, { 'destination-id': account.data.id })
      acknowledged.push({
        ownId: own.data.id,
        accountId: account.data.id,
        nameLast,
        tokenId: token.data.id,
      })
    }
  }
  const calling = Promise.all(Array.from({ length: CALLERS }, call))
  return {
    acknowledged,
    async stop() {
      stopped = true
      await calling
    },
  }
}

/** Opens every file that a store has, under the key of whom it belongs to; how many there are. */
async function openAllFiles({ connect: { api } }: TestServer): Promise<number> {
  const { db } = api.store
  const environments = await db.selectFrom('environment').select('id').execute()
  const counts = environments.map(async ({ id }) => {
    const documents = await db.selectFrom('document').select('id').where('environment_id', '=', id).execute()
    const vault = await api.vault.of(db, id)
    const files = await listFiles(
      db,
      id,
      documents.map(one => one.id),
    )
    for (const file of files) expect(await readFileBytes(db, vault, file)).toHaveLength(file.byte_size)
    return files.length
  })
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
}

describe('a backup of a server at work', () => {
  // Guarantee: whatever was acknowledged before the backup began is in it, can be read, and goes on where it was.
  it('holds all that was acknowledged before, and comes to life elsewhere', {
    timeout: 120_000,
  }, async () => {
    const { session, redemptionId } = await share(server)
    const told = await server.asDestination('GET', `/inquiries/${session.inquiryId}`)
    const receipt = await server.asDestination('GET', `/connect/redemptions/${redemptionId}/receipt`)
    const { acknowledged, stop } = load()
    await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(BEFORE)
    const before = [...acknowledged]
    const file = await backUp()
    const during = acknowledged.length - before.length
    await stop()
    expect(during, 'acknowledged while it ran').toBeGreaterThan(0)

    const place = await emptyPlace()
    expect(await run('restore', place, [file])).toMatchObject({ code: 0 })
    bringKeys(place)
    const restored = await startAt(place)
    for (const { ownId, accountId, nameLast, tokenId } of before) {
      const own = await restored.asDestination('GET', `/accounts/${ownId}`)
      expect(own.json.data.attributes.fields.name.value.last.value).toBe(nameLast)
      const token = () => restored.destination.shareTokens.retrieve(tokenId)
      await expect
        .poll(async () => (await token()).data.attributes.status, { timeout: 30_000 })
        .toBe('redeemed')
      const account = await restored.destination.accounts.retrieve(accountId)
      expect(account.data.attributes.fields.birthdate?.value).toMatch(/^[0-9-]{10}$/)
    }
    const again = await restored.asDestination('GET', `/inquiries/${session.inquiryId}`)
    expect(again.json.data).toEqual(told.json.data)
    expect((await restored.asDestination('GET', `/connect/redemptions/${redemptionId}/receipt`)).text).toBe(
      receipt.text,
    )
    expect(await openAllFiles(restored)).toBeGreaterThan(10)
  })

  // It may stand in the log alone, and be in no table's file yet.
  it('holds what was acknowledged the moment before', async () => {
    const { data } = await server.destination.accounts.create({})
    const place = await emptyPlace()
    await run('restore', place, [await backUp()])
    bringKeys(place)
    const restored = await startAt(place)
    expect((await restored.destination.accounts.retrieve(data.id)).data.id).toBe(data.id)
  })

  // Counts of a minute are worth nothing later, and would refuse requests that nobody made.
  it('leaves rate limits out', async () => {
    await server.asDestination('GET', '/inquiries')
    const place = await emptyPlace()
    await run('restore', place, [await backUp()])
    if (place.databaseUrl === null) return await expectUntouched(place, ['connect.sqlite'])
    const counts = await asking(place.databaseUrl, client => client.query('select from rate_window'))
    expect(counts.rowCount).toBe(0)
  })

  // Guarantee: who has the backup has neither the key nor, without it, anything personal.
  it('holds no master key, and is its owner’s alone to read', async () => {
    const file = await backUp()
    const key = readFileSync(join(server.dataDir, 'master.key'), 'utf8').trim()
    const content = readFileSync(file)
    expect(content.includes(key)).toBe(false)
    expect(content.includes(Buffer.from(key, 'base64'))).toBe(false)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(file, '..'))).toEqual(['backup'])
  })

  // The role that docs/operations/backup.md makes: the tables' owner is held by row-level security, as who serves is.
  it.runIf(isPostgres)(
    'is whole where it is made by a role that may read everything and write nothing',
    async () => {
      const place = await placeOf(server.dataDir)
      const url = new URL(place.databaseUrl ?? expect.fail())
      const role = `backup_${crypto.randomUUID().slice(0, 8)}`
      await asking(url.href, client =>
        client.query(`create role ${role} login bypassrls in role pg_read_all_data`),
      )
      onTestFinished(() => asking(url.href, client => client.query(`drop role ${role}`)).then(() => {}))
      const { data } = await server.destination.accounts.create({})
      const file = join(temporaryDirectory(), 'backup')
      const as = (name: string) => Object.assign(new URL(url), { username: name }).href
      expect(await run('backup', { ...place, databaseUrl: as('connect_owner') }, [file])).toEqual({
        code: 1,
        said: expect.stringContaining('row-level security'),
      })
      expect(await run('backup', { ...place, databaseUrl: as(role) }, [file])).toMatchObject({ code: 0 })
      const elsewhere = await emptyPlace()
      expect(await run('restore', elsewhere, [file])).toMatchObject({ code: 0 })
      bringKeys(elsewhere)
      const restored = await startAt(elsewhere)
      expect((await restored.destination.accounts.retrieve(data.id)).data.id).toBe(data.id)
    },
  )

  it('is never written over another file', async () => {
    const file = join(temporaryDirectory(), 'backup')
    writeFileSync(file, 'another')
    const outcome = await run('backup', placeOf(server.dataDir), [file])
    expect(outcome).toMatchObject({ code: 1, said: expect.stringContaining('is there already') })
    expect(readFileSync(file, 'utf8')).toBe('another')
  })

  it('is not made of what is no store, and leaves nothing behind', async () => {
    const directory = temporaryDirectory()
    const outcome = await run('backup', await emptyPlace(), [join(directory, 'backup')])
    expect(outcome).toMatchObject({ code: 1, said: expect.stringContaining('holds no store') })
    expect(readdirSync(directory)).toEqual([])
  })

  it('wants to be told its file, and nothing else', async () => {
    const place = placeOf(server.dataDir)
    for (const args of [[], ['one', 'two']]) {
      expect(await run('backup', place, args)).toEqual({ code: 1, said: 'npm run backup -- FILE\n' })
    }
  })
})

describe('restoring', () => {
  let whole: string
  beforeAll(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'connect-backup-'))
    whole = await backUp(directory)
    return () => rmSync(directory, { recursive: true })
  })
  /** A copy of a backup, to be spoilt. */
  const copied = (): string => {
    const file = join(temporaryDirectory(), 'copy')
    copyFileSync(whole, file)
    return file
  }

  /** How a damaged backup differs from a whole one. */
  const DAMAGE: [string, (file: string) => void, string][] = [
    ['by a byte', file => truncateSync(file, statSync(file).size - 1), 'damaged or cut off'],
    ['by half', file => truncateSync(file, Math.floor(statSync(file).size / 2)), 'damaged or cut off'],
    [
      'after its first line',
      file => truncateSync(file, readFileSync(file).indexOf('\n') + 1),
      'damaged or cut off',
    ],
    ['to nothing', file => truncateSync(file, 0), 'is not a backup'],
  ]

  // Guarantee: a backup is restored whole or not at all.
  it.each(DAMAGE)('refuses a backup that is cut %s, and changes nothing', async (_how, cut, reason) => {
    const file = copied()
    cut(file)
    const place = await emptyPlace()
    const outcome = await run('restore', place, [file])
    expect(outcome).toEqual({ code: 1, said: expect.stringContaining(reason) })
    await expectUntouched(place)
  })

  it('refuses a backup in which one bit is another, and changes nothing', async () => {
    const file = copied()
    const content = readFileSync(file)
    const place = await emptyPlace()
    const middle = Math.floor(content.length / 2)
    content.writeUInt8(content.readUInt8(middle) ^ 1, middle)
    writeFileSync(file, content)
    expect(await run('restore', place, [file])).toMatchObject({ code: 1 })
    await expectUntouched(place)
  })

  // Guarantee: under another key nothing is restored, and nothing that was restored is served.
  it('refuses another master key, before and after', async () => {
    const place = await emptyPlace()
    const outcome = await run('restore', { ...place, masterKey: newKey() }, [whole])
    expect(outcome).toEqual({
      code: 1,
      said: expect.stringContaining('is not the key that this backup is under'),
    })
    await expectUntouched(place)
    expect(await run('restore', place, [whole])).toMatchObject({ code: 0 })
    await expect(startServer({ dataDir: place.dataDir })).rejects.toThrow(
      'is not the key that this store is under',
    )
    bringKeys(place)
    await startAt(place)
  })

  it('refuses a place that is not empty, and changes nothing there', async () => {
    const place = await emptyPlace()
    expect(await run('restore', place, [whole])).toMatchObject({ code: 0 })
    bringKeys(place)
    const restored = await startServer({ dataDir: place.dataDir })
    const { data } = await restored.destination.accounts.create({})
    await restored.close()
    const outcome = await run('restore', place, [whole])
    expect(outcome).toMatchObject({ code: 1, said: expect.stringContaining('is not empty') })
    const again = await startAt(place)
    expect((await again.destination.accounts.retrieve(data.id)).data.id).toBe(data.id)
  })

  it.skipIf(isPostgres)('refuses a directory that another process has, and names it', async () => {
    const place = await emptyPlace()
    const hold = holdDirectory(place.dataDir)
    const outcome = await run('restore', place, [whole])
    expect(outcome).toMatchObject({
      code: 1,
      said: expect.stringContaining(`in use by process ${process.pid}`),
    })
    hold.release()
    await expectUntouched(place)
    const running = await run('restore', placeOf(server.dataDir), [whole])
    expect(running).toMatchObject({ code: 1, said: expect.stringContaining('in use by process') })
  })

  it('makes the directory where there is none', async () => {
    const place = await emptyPlace()
    const dataDir = join(place.dataDir, 'new')
    expect(await run('restore', { ...place, dataDir }, [whole])).toMatchObject({ code: 0 })
  })

  // A database may come with schemas that a role was given because it may make none itself.
  it.runIf(isPostgres)('takes a database with schemas in which there is nothing', async () => {
    const place = await emptyPlace()
    await asking(place.databaseUrl ?? '', client => client.query('create schema graphile_worker'))
    expect(await run('restore', place, [whole])).toMatchObject({ code: 0 })
  })

  it('refuses what is of the other store', async () => {
    const place = { ...(await emptyPlace()), databaseUrl: isPostgres ? null : 'postgres://127.0.0.1:1/none' }
    const outcome = await run('restore', place, [whole])
    expect(outcome).toMatchObject({ code: 1, said: expect.stringContaining('DATABASE_URL') })
    expect(readdirSync(place.dataDir)).toEqual([])
  })

  it.runIf(isPostgres)('says so where the database does not answer', async () => {
    const place = { dataDir: temporaryDirectory(), databaseUrl: 'postgres://127.0.0.1:1/none' }
    const outcome = await run('restore', place, [whole])
    expect(outcome).toMatchObject({ code: 1, said: expect.stringContaining('the database does not answer') })
  })

  it('takes nothing else for a backup', async () => {
    const file = join(temporaryDirectory(), 'letter')
    mkdirSync(`${file}.d`)
    writeFileSync(file, 'Dear Žofie')
    const place = await emptyPlace()
    for (const [path, reason] of [
      [file, 'is not a backup'],
      [`${file}.none`, 'cannot be read'],
    ] as const) {
      expect(await run('restore', place, [path])).toMatchObject({
        code: 1,
        said: expect.stringContaining(reason),
      })
    }
    await expectUntouched(place)
  })
})
