import { Resolver } from 'node:dns/promises'
import type { AddressInfo } from 'node:net'
import express, { type Express } from 'express'
import { pino } from 'pino'
import { mountDemo } from '../demo/mount.ts'
import { completeInquiry } from '../demo/sandbox/complete-inquiry.ts'
import { withDashboardLinks } from '../demo/sandbox/dashboard-links.ts'
import { endSession } from '../demo/sandbox/end-session.ts'
import { openSandbox, sandboxPeople } from '../demo/sandbox/open.ts'
import type { ServerApi } from './api/api.ts'
import { errorHandler, unknownRoute } from './api/http/errors.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { createConnect } from './index.ts'
import { drainOn, listen, serve } from './lifecycle.ts'
import { openTracing, untraced } from './operations/tracing.ts'
import { type Sandbox, writeSandbox } from './sandbox-file.ts'
import { DirectoryHeld } from './store/hold.ts'
import { hasProduction } from './store/organizations.ts'
import { DatabaseRefused } from './store/postgres/check-wall.ts'
import { mailDomainLookUp } from './verification/mail-domain.ts'

/** How long a name server has, in ms, and how often it is asked. */
const DNS = { timeout: 2_000, tries: 2 }

/** The process: settings from the environment, the server, the sandbox and its demo, and an orderly end. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  // What a person reads goes to stdout, the log to stderr.
  const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }))
  const lookUpMailDomain = config.mailLookup ? mailDomainLookUp(new Resolver(DNS)) : null
  const tracing = config.traceEndpoint === null ? untraced : await openTracing(config.traceEndpoint)
  // On a port that the system is left to choose, links can be made only where their address was told.
  const linkUrl = config.publicUrl ?? (config.port === 0 ? null : originOf(config.host, config.port))
  const connect = await createConnect({ ...config, linkUrl, log, lookUpMailDomain, tracing })

  const server = await listen(config.port, config.host)
  drainOn({ signals: ['SIGINT', 'SIGTERM'], server, connect, log, noticeMs: config.drainNoticeMs })

  const ownAddress = addressOf(config.host, server.address())
  const baseUrl = config.publicUrl ?? ownAddress
  const isProduction = await hasProduction(connect.api.store.db)
  const app = express().disable('x-powered-by').set('trust proxy', config.trustedProxies)
  app.use(connect.router)
  const demo = isProduction ? null : await openDemo(app, connect.api, config, { baseUrl, ownAddress })
  app.use(unknownRoute, errorHandler(connect.log))
  serve(server, app)
  console.log(demo ? greeting(baseUrl, config.dataDir, demo) : ready(baseUrl, ownAddress))
}

/** The demo, in a store that holds nothing real: its organizations, their specimen people and their pages. */
async function openDemo(
  app: Express,
  api: ServerApi,
  { dataDir, publicUrl }: Config,
  { baseUrl, ownAddress }: { baseUrl: string; ownAddress: string },
) {
  const seeded = await openSandbox(api, dataDir, baseUrl)
  const sandbox = await withDashboardLinks(api, seeded, publicUrl ?? localhost(baseUrl))
  writeSandbox(dataDir, sandbox)
  const people = await sandboxPeople(api, sandbox)
  mountDemo(app, {
    sandbox,
    people,
    ownAddress,
    endSession: id => endSession(api, id),
    completeInquiry: personKey => completeInquiry(api, sandbox, personKey),
  })
  return sandbox
}

function addressOf(host: string, address: AddressInfo | string | null): string {
  const port = typeof address === 'object' && address ? address.port : 0
  return originOf(host, port)
}

const originOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`

/** Passkeys go with names, never with addresses: what is on this machine is reached by its name. */
const localhost = (baseUrl: string): string => baseUrl.replace('//127.0.0.1', '//localhost')

const ready = (baseUrl: string, ownAddress: string): string =>
  [
    'Connect is ready, in production.',
    '',
    `  Where pages reach it   ${baseUrl}`,
    `  Health check           ${ownAddress}/healthz`,
    '',
    '  Ctrl-C stops.',
  ].join('\n')

const greeting = (baseUrl: string, dataDir: string, { destination, source }: Sandbox): string =>
  [
    'Connect is ready.',
    '',
    `  The bank's page (destination)     ${baseUrl}/demo/`,
    `  The exchange's page (source)      ${baseUrl}/demo/source/`,
    `  Every phase on a switch           ${baseUrl}/demo/playground/`,
    `  From one to the other by workflow ${baseUrl}/demo/workflows/`,
    `  What the bank's backend is told   ${baseUrl}/demo/webhook/`,
    `  The dashboard                     ${baseUrl}/dashboard/`,
    `  Health check                      ${baseUrl}/healthz`,
    '',
    '  The dashboard, signed in as an admin; each link works once, for 15 minutes (npm run dashboard:link makes another):',
    `    of the bank        ${destination['dashboard-sign-in-url']}`,
    `    of the exchange    ${source['dashboard-sign-in-url']}`,
    '',
    `  API keys of both sandbox organizations: ${dataDir}/sandbox.json`,
    `  Ctrl-C stops. To start over, stop and delete ${dataDir}`,
  ].join('\n')

try {
  await main()
} catch (error) {
  const isForPeople = [ConfigError, DirectoryHeld, DatabaseRefused].some(kind => error instanceof kind)
  if (!(isForPeople && error instanceof Error)) throw error
  console.error(`Connect cannot start:\n${error.message}`)
  process.exitCode = 78
}
