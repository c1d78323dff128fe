import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createConnect } from '../../../server/index.ts'
import { isPostgres } from '../database.ts'
import { newEnvironment } from '../identities.ts'
import { makeOrganization } from '../operations/make-organization.ts'
import { FIT, newPlace, startServerProcess } from './process.ts'

const log = pino({ level: 'silent' })

/** Settings of a store with a production environment, some of them changed or taken away. */
async function production(change: NodeJS.ProcessEnv = {}): Promise<NodeJS.ProcessEnv> {
  const place = await newPlace()
  await makeOrganization({ ...place, ...FIT })
  return { ...place, ...FIT, ...change }
}

async function refusal(settings: NodeJS.ProcessEnv): Promise<string> {
  const outcome = await startServerProcess(settings)
  if (outcome.origin !== null) throw new Error('the server has started')
  expect(outcome.code).toBe(78)
  return outcome.said
}

describe('a store with a production environment', () => {
  it('is served at an https address under a key that was given, without the demo', async () => {
    const settings = await production()
    const running = await startServerProcess(settings)
    if (running.origin === null) throw new Error(running.said)
    expect(running.said).toContain('https://connect.example')
    expect((await fetch(`${running.origin}/healthz`)).status).toBe(200)
    for (const path of ['/demo/', '/demo/source/', '/demo/playground/']) {
      expect((await fetch(running.origin + path)).status, path).toBe(404)
    }
    expect(existsSync(join(settings.DATA_DIR ?? '', 'sandbox.json'))).toBe(false)
  }, 60_000)

  // Guarantee: each refusal is told before anything is served, by the name of the setting to change.
  it.each([
    ['no address', { PUBLIC_URL: undefined }, /^PUBLIC_URL: /m],
    [
      'an http address',
      { PUBLIC_URL: 'http://connect.example' },
      /^PUBLIC_URL: must be an https:\/\/ origin/m,
    ],
  ])(
    'is not served with %s',
    async (_what, change, words) => {
      const said = await refusal(await production(change))
      expect(said).toMatch(words)
      expect(said).not.toMatch(/^CONNECT_MASTER_KEY/m)
    },
    60_000,
  )

  // The embedded store's key may lie in its directory: under that very key it opens, and is refused all the same.
  it.skipIf(isPostgres)(
    'is not served under a key that was made by itself',
    async () => {
      const place = await newPlace()
      const dataDir = place.DATA_DIR ?? ''
      await (await createConnect({ dataDir, log })).close()
      const made = readFileSync(join(dataDir, 'master.key'), 'utf8').trim()
      await makeOrganization({ ...place, ...FIT, CONNECT_MASTER_KEY: made })
      const said = await refusal({ ...place, PUBLIC_URL: FIT.PUBLIC_URL })
      expect(said).toMatch(/^CONNECT_MASTER_KEY: must be set/m)
      expect(said).not.toMatch(/^PUBLIC_URL/m)
      const running = await startServerProcess({ ...place, ...FIT, CONNECT_MASTER_KEY: made })
      expect(running.origin).not.toBeNull()
    },
    60_000,
  )

  it('is not served where no key is given at all', async () => {
    expect(await refusal(await production({ CONNECT_MASTER_KEY: undefined }))).toMatch(/CONNECT_MASTER_KEY/)
  }, 60_000)

  // The operator's command never makes this; whoever comes to it all the same is not served.
  it('is not served beside the demo’s people', async () => {
    const settings: NodeJS.ProcessEnv = { ...(await newPlace()), ...FIT }
    const demo = await startServerProcess({ ...settings, PUBLIC_URL: undefined })
    if (demo.origin === null) throw new Error(demo.said)
    await demo.stop()
    const {
      DATA_DIR: dataDir = '',
      DATABASE_URL: databaseUrl = null,
      CONNECT_MASTER_KEY: key = '',
    } = settings
    const connect = await createConnect({ dataDir, databaseUrl, masterKey: Buffer.from(key, 'base64'), log })
    await newEnvironment(connect, 'production')
    await connect.close()
    const said = await refusal(settings)
    expect(said).toMatch(/^DATA_DIR, or DATABASE_URL where that is set: the store there holds the demo/m)
  }, 60_000)
})
