import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '../../../client/client.ts'
import { newKey } from '../../../server/store/seal.ts'
import { type Made, makeOrganization } from '../../server/operations/make-organization.ts'
import { freePort, isReady, spawnServer } from '../server.ts'
import { runOrThrow } from './commands.ts'
import { startTlsRelay } from './tls-relay.ts'

export const BANK = 'Northwind Bank'
export const EXCHANGE = 'Meridian Exchange'

/** The real server in production, as docs/operations/production.md has it, with two organizations of its operator's. */
export interface Production {
  /** Where browsers reach it, over TLS: `https://localhost:<port>` */
  origin: string
  /** What a browser is started with to take its certificate. */
  browserArgs: readonly string[]
  bank: Made
  exchange: Made
  /** The API, by a key of either environment. */
  clientOf(key: string): Client
  /** A link by which somebody signs in at an organization, who is made an admin of it. */
  signInUrl(organization: Made, email: string, name: string): Promise<string>
  discard(): Promise<void>
}

/** Makes the organizations, publishes an agreement that nobody has signed yet, and starts the server behind its relay. */
export async function startProduction(): Promise<Production> {
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'connect-production-'))
  const relay = await startTlsRelay(port)
  const settings = {
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: relay.origin,
    CONNECT_MASTER_KEY: newKey().toString('base64'),
    TRUSTED_PROXIES: 'loopback',
  }
  const bank = await makeOrganization(settings, BANK)
  const exchange = await makeOrganization(settings, EXCHANGE)
  await runOrThrow('agreement/agreement', settings, ['publish', '--version', '2026-12'])
  const server = spawnServer(settings)
  const discard = async () => {
    await Promise.all([server.stop(), relay.close()])
    rmSync(dataDir, { recursive: true, force: true })
  }
  const own = `http://127.0.0.1:${port}`
  if (!(await isReady(own, server.isAlive))) {
    await discard()
    throw new Error(`The server did not get ready:\n${server.output()}`)
  }
  return {
    origin: relay.origin,
    browserArgs: relay.browserArgs,
    bank,
    exchange,
    clientOf: apiKey => createClient({ baseUrl: `${own}/api/v1`, apiKey }),
    async signInUrl({ organizationId }, email, name) {
      const args = ['--email', email, '--organization', organizationId, '--name', name]
      const said = await runOrThrow('sign-in-link/sign-in-link', settings, args)
      return /https:\S+/.exec(said)?.[0] ?? ''
    },
    discard,
  }
}
