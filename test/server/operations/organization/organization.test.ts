import { describe, expect, it, onTestFinished } from 'vitest'
import { newKey } from '../../../../server/store/seal.ts'
import { filesOf, isPostgres } from '../../database.ts'
import { FIT, newPlace, startServerProcess } from '../../environments/process.ts'
import { startServer } from '../../harness.ts'
import { runCommand } from '../command.ts'
import { makeOrganization } from '../make-organization.ts'

const create = (settings: NodeJS.ProcessEnv, ...args: string[]) =>
  runCommand('organization/organization', settings, ['create', ...args])

describe('npm run organization -- create', () => {
  // Guarantee: each key opens its own environment and no other, and is kept nowhere.
  it('makes an organization with both environments, and tells the first key of each once', async () => {
    const place: NodeJS.ProcessEnv = { ...(await newPlace()), ...FIT }
    const made = await makeOrganization(place)
    expect(made.organizationId).toMatch(/^org_/)
    const running = await startServerProcess(place)
    if (running.origin === null) throw new Error(running.said)
    for (const { environmentId, key } of [made.sandbox, made.production]) {
      const answer = await fetch(`${running.origin}/api/v1/api-keys`, {
        headers: { authorization: `Bearer ${key}` },
      })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('persona-environment-id')).toBe(environmentId)
      expect(answer.headers.get('persona-organization-id')).toBe(made.organizationId)
      const { data } = JSON.parse(await answer.text())
      expect(data).toHaveLength(1)
    }
    await running.stop()
    for (const file of await filesOf(place.DATA_DIR ?? '')) {
      expect(file.includes(made.production.key)).toBe(false)
      expect(file.includes(made.sandbox.key)).toBe(false)
    }
  }, 60_000)

  it('makes as many as are asked for, each with environments of its own', async () => {
    const place = { ...(await newPlace()), ...FIT }
    const made = [await makeOrganization(place, 'One'), await makeOrganization(place, 'Two')]
    const ids = made.flatMap(one => [one.sandbox, one.production]).map(one => one.environmentId)
    expect(new Set(ids).size).toBe(4)
  })

  it('refuses to make production under a key that would lie beside its data', async () => {
    const { code, said } = await create(await newPlace(), '--name', 'Northwind')
    expect([code, said]).toEqual([1, expect.stringContaining('CONNECT_MASTER_KEY: must be set')])
  })

  it('refuses a store that is under another key', async () => {
    const place = { ...(await newPlace()), ...FIT }
    await makeOrganization(place)
    const other = { ...place, CONNECT_MASTER_KEY: newKey().toString('base64') }
    const { code, said } = await create(other, '--name', 'Northwind')
    expect([code, said]).toEqual([1, expect.stringContaining('CONNECT_MASTER_KEY')])
  })

  // Guarantee: nothing real is put beside people who do not exist.
  it('refuses a store that holds the demo', async () => {
    const place = { ...(await newPlace()), CONNECT_MASTER_KEY: FIT.CONNECT_MASTER_KEY }
    const demo = await startServerProcess(place)
    if (demo.origin === null) throw new Error(demo.said)
    await demo.stop()
    const { code, said } = await create({ ...place, ...FIT }, '--name', 'Northwind')
    expect([code, said]).toEqual([1, expect.stringContaining('holds the demo')])
  }, 60_000)

  it.each([
    ['without a name', [], '--name'],
    ['with an empty name', ['--name', ' '], '--name: must not be empty'],
    [
      'with an address that is not encrypted',
      ['--name', 'N', '--logo-url', 'http://n.example/l.svg'],
      '--logo-url',
    ],
    ['with what nobody knows', ['--name', 'N', '--colour', 'red'], 'npm run organization -- create'],
  ])('says how it is used when it is run %s', async (_what, args, words) => {
    const { code, said } = await create({ ...(await newPlace()), ...FIT }, ...args)
    expect([code, said]).toEqual([1, expect.stringContaining(words)])
  })

  // A directory is one process's: whoever has it is named.
  it.skipIf(isPostgres)('waits for a server that has the directory to be stopped', async () => {
    const server = await startServer()
    onTestFinished(() => server.close())
    const settings = { DATA_DIR: server.dataDir, ...FIT }
    const { code, said } = await create(settings, '--name', 'Northwind')
    expect([code, said]).toEqual([1, expect.stringContaining(`in use by process ${process.pid}`)])
  })

  // Guarantee: as the role that serves, beside instances that run: they know the new organization at once.
  it.runIf(isPostgres)(
    'works beside the instances that run',
    async () => {
      const place = { ...(await newPlace()), ...FIT }
      await makeOrganization(place)
      const running = await startServerProcess(place)
      if (running.origin === null) throw new Error(running.said)
      const { production } = await makeOrganization(place, 'Newcomer')
      const headers = { authorization: `Bearer ${production.key}` }
      const answer = await fetch(`${running.origin}/api/v1/inquiries`, { headers })
      expect(answer.headers.get('persona-environment-id')).toBe(production.environmentId)
    },
    60_000,
  )
})
