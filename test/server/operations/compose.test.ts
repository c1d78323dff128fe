import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readConfig, SETTINGS } from '../../../server/config.ts'
import { asking, postgresPath, startCluster } from '../../postgres.ts'
import { isPostgres } from '../database.ts'

const ROOT = new URL('../../../', import.meta.url)
const fileAt = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8')

const service = z.looseObject({
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
})
const compose = z
  .looseObject({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) })
  .parse(parse(fileAt('compose.yaml'), { merge: true }))

const INSTANCES = ['connect-1', 'connect-2']

/** What `.env` has to hold, as the docs make it. */
const ENV: Record<string, string> = {
  POSTGRES_PASSWORD: 'a'.repeat(64),
  CONNECT_OWNER_PASSWORD: 'b'.repeat(64),
  CONNECT_PASSWORD: 'c'.repeat(64),
  CONNECT_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  METRICS_TOKEN: 'd'.repeat(64),
  PUBLIC_URL: 'http://localhost:3000',
}

/** Every variable must be there: compose refuses to start otherwise. */
const filledIn = (text: string): string =>
  text.replaceAll(/\$\{(\w+):\?\}/g, (_all, name) => ENV[name] ?? expect.fail(`${name} is in no .env`))

describe('compose.yaml', () => {
  it('has two instances, a database and a proxy, and names every volume that it uses', () => {
    expect(Object.keys(compose.services).sort()).toEqual([...INSTANCES, 'postgres', 'proxy'])
    for (const { volumes } of Object.values(compose.services)) {
      for (const volume of volumes) {
        const [from = ''] = volume.split(':')
        if (from.startsWith('./')) expect(fileAt(from)).not.toBe('')
        else expect(Object.keys(compose.volumes)).toContain(from)
      }
    }
  })

  // Guarantee: nothing is set that the server would pass over in silence, and what is set is what it takes.
  it.each(INSTANCES)('gives %s settings that the server knows, and takes', name => {
    const environment = compose.services[name]?.environment ?? {}
    expect(Object.keys(environment).filter(key => !SETTINGS.includes(key))).toEqual([])
    const filled = Object.entries(environment).map(([key, value]) => [key, filledIn(value)])
    expect(readConfig(Object.fromEntries(filled))).toMatchObject({
      databaseUrl: `postgres://connect:${ENV.CONNECT_PASSWORD}@postgres/connect`,
      drainNoticeMs: 5_000,
    })
  })

  it('holds no secret itself, and the docs make all that it asks for', () => {
    const asked = [...fileAt('compose.yaml').matchAll(/\$\{(\w+)(:\?)?\}/g)]
    expect(asked.filter(([, , mustBeThere]) => mustBeThere === undefined)).toEqual([])
    const docs = fileAt('docs/operations/compose.md')
    for (const [, name = ''] of asked) expect(docs).toContain(`\n    ${name}=`)
    expect(Object.keys(ENV).sort()).toEqual([...new Set(asked.map(([, name = '']) => name))].sort())
  })

  // The proxy has to see that an instance stops before that one refuses anything.
  it('lets the proxy ask more often than the notice is long', () => {
    const seconds = Number(/health_interval (\d+)s/.exec(fileAt('deploy/Caddyfile'))?.[1])
    const notice = Number(compose.services['connect-1']?.environment.DRAIN_SECONDS)
    expect(seconds * 2).toBeLessThan(notice)
    expect(fileAt('deploy/Caddyfile')).toContain('health_uri /readyz')
  })
})

describe.runIf(isPostgres)('deploy/roles.sh', () => {
  it('makes an owner and a server of whom neither is above row-level security', async () => {
    const cluster = await startCluster()
    onTestFinished(cluster.stop)
    // The suite's clusters come with roles of their own.
    await asking(cluster.url, client => client.query('drop role if exists connect, connect_owner'))
    const { hostname, port, username } = new URL(cluster.url)
    execFileSync('sh', [new URL('deploy/roles.sh', ROOT).pathname], {
      env: {
        ...ENV,
        PATH: `${postgresPath()}:${process.env.PATH}`,
        PGHOST: hostname,
        PGPORT: port,
        POSTGRES_USER: username,
      },
    })
    const { rows } = await asking(cluster.url, client =>
      client.query(
        `select rolname as name, rolsuper or rolbypassrls as above, rolcanlogin as enters from pg_roles
         where rolname like 'connect%' order by rolname`,
      ),
    )
    expect(rows).toEqual([
      { name: 'connect', above: false, enters: true },
      { name: 'connect_backup', above: true, enters: true },
      { name: 'connect_owner', above: false, enters: true },
    ])
    const url = cluster.url.replace(/postgres$/, 'connect')
    const { rows: owners } = await asking(url, client =>
      client.query(
        `select datdba::regrole::text as database,
           (select nspowner::regrole::text from pg_namespace where nspname = 'graphile_worker') as queue
         from pg_database where datname = 'connect'`,
      ),
    )
    expect(owners).toEqual([{ database: 'connect_owner', queue: 'connect' }])
  })
})
