import { mkdirSync } from 'node:fs'
import { Router } from 'express'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { ServerApi } from './api/api.ts'
import { apiRouter } from './api/http/app.ts'
import { authenticateKey } from './api/http/caller.ts'
import { createRateLimiter } from './api/http/rate-limit.ts'
import { API_VERSION } from './api/http/version.ts'
import { OPENINGS_PER_MINUTE } from './api/inquiry-sessions/admit-opening.ts'
import { openApiDocument } from './api/openapi/document.ts'
import { providerCallbacks } from './api/provider-callbacks.ts'
import { routesOf } from './api/routes.ts'
import { REFUSALS_PER_MINUTE } from './audit/refused.ts'
import { BUILT } from './built-files.ts'
import { type Clock, systemClock } from './clock.ts'
import { dashboardApi } from './dashboard/dashboard.ts'
import { dashboardFiles } from './dashboard-files.ts'
import { httpDeliveries } from './delivery/http-delivery.ts'
import { deliverySettings } from './delivery/settings.ts'
import { docs } from './docs/docs.ts'
import { invitePage } from './invite/invite.ts'
import { runOnGraphile } from './jobs/graphile.ts'
import { runLocally } from './jobs/local.ts'
import { createFigures } from './operations/meter.ts'
import { operations } from './operations/routes.ts'
import { timed } from './operations/timed.ts'
import { type Tracing, untraced } from './operations/tracing.ts'
import { createWorkContext, requestIds } from './operations/work-context.ts'
import { refuseUnfit } from './production.ts'
import type { Engine } from './redemption/engine.ts'
import { createRunner } from './redemption/runner.ts'
import { createSignals, withNews } from './redemption/signals.ts'
import { newSecret } from './secrets.ts'
import { oldestAbandonedRedemption, oldestDueDelivery } from './store/ages.ts'
import { keepKeyCheck, refuseOtherKey } from './store/key-check.ts'
import { findMasterKey, keepMasterKey } from './store/master-key.ts'
import { openStore } from './store/open.ts'
import { findProviderAnswer, type ProviderRequest } from './store/provider-answers.ts'
import { openSigner } from './store/signing-key.ts'
import type { Db } from './store/store.ts'
import { createVault } from './store/vault.ts'
import type { Examine } from './verification/examine/examine.ts'
import { createExaminePool } from './verification/examine/pool.ts'
import type { LookUpMailDomain } from './verification/mail-domain.ts'
import { withProviders } from './verification/provider/provider.ts'
import { providersSettings } from './verification/provider/settings.ts'
import { createVerifiers, type Verifiers } from './verification/registry.ts'
import { withSimulations } from './verification/simulated.ts'
import { createSender } from './webhooks/send.ts'
import { widgetFiles } from './widget-files.ts'
import { workOf } from './work.ts'

export interface ConnectOptions {
  /** Where everything is kept that is not in a database of its own; made when it is missing. */
  dataDir: string
  /** A PostgreSQL, 15 or later, for any number of instances; the embedded store, in `dataDir`, where none is given. */
  databaseUrl?: string | null
  /** The same as the owner of its tables, who brings them up to date; not needed where that has been done. */
  databaseMigrateUrl?: string | null
  log: Logger
  /** 32 bytes; without one, a key is made and kept in `dataDir`, which is for the sandbox only. */
  masterKey?: Buffer | null
  clock?: Clock
  /** What verifies each kind; the embedded verifiers where none are given. */
  verifiers?: Verifiers
  /** External services that verify, or answer some of a kind's checks. Throws a ZodError where they are wrong. */
  providers?: z.input<typeof providersSettings>
  /** External services that send codes to people in production. Throws a ZodError where they are wrong. */
  codeDelivery?: z.input<typeof deliverySettings>
  /** What opens people's files; processes of their own where nothing is given. */
  examine?: Examine
  /** What asks the network whether a domain takes mail; nothing does where it is not given. */
  lookUpMailDomain?: LookUpMailDomain | null
  /**
   * The origin by which pages reach the server; where none is given, the dashboard is for this machine alone. A
   * store with a production environment is served at an https one only.
   */
  publicUrl?: string | null
  /** Where people reach the server, for the links that workflows make; `publicUrl` where nothing is said. */
  linkUrl?: string | null
  /** Requests a minute for each API key; 300 where nothing is said. */
  requestsPerMinute?: number
  /** Origins that sandbox environments may send webhooks to although they are private or not encrypted. */
  webhookOrigins?: readonly string[]
  /** What a reader of `/metrics` sends as Bearer; nobody reads them where none is given. */
  metricsToken?: string | null
  /** What tells where time goes, and is closed with the rest; nothing does where none is given. */
  tracing?: Tracing
  /** Where the widget's files are; those that come with the package where nothing is said, and none where it is null. */
  widgetDir?: string | null
  /** The same of the dashboard's, which are at `/dashboard/`. */
  dashboardDir?: string | null
}

/** How long ago something was, in s. */
const ageOf = (at: number | null, now: number): number => (at === null ? 0 : (now - at) / 1000)

/** A running Connect, to be mounted in an Express app of your own: `app.use(connect.router)`. */
export interface Connect {
  /** `/api/v1`, `/dashboard/`, `/docs`, `/invite`, `/healthz`, `/readyz`, `/metrics` and the widget's script files. */
  router: Router
  /** The log that was given, in which every line says for which request or redemption it is. */
  log: Logger
  /** What the routes stand on, for the sandbox's seed and for tests. */
  api: ServerApi
  /** From now on `/readyz` asks for no more work; everything is still taken. */
  retire(): void
  /**
   * Ends open streams, lets each redemption reach the end of its stage and webhooks be answered; requests are still
   * answered.
   */
  drain(): Promise<void>
  /** Drains and closes the store. Call it when no request is under way any more. */
  close(): Promise<void>
}

/** Opens the store, takes up redemptions that an earlier process left, and returns what to mount. */
export async function createConnect(options: ConnectOptions): Promise<Connect> {
  const { dataDir, lookUpMailDomain = null, publicUrl = null } = options
  const { linkUrl = publicUrl } = options
  const { tracing = untraced } = options
  const context = createWorkContext()
  const log = context.telling(options.log)
  const { verifiers: embedded = createVerifiers({ lookUpMailDomain }) } = options
  const providers = providersSettings.parse(options.providers ?? [])
  const codeDelivery = deliverySettings.parse(options.codeDelivery ?? {})
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const { key, isNew } = findMasterKey(options.masterKey ?? null, dataDir)
  const vault = createVault(key)
  const admit = async (db: Db) => {
    await refuseOtherKey(db, vault)
    if (isNew) keepMasterKey(key, dataDir)
  }
  const opened = await openStore(
    {
      dataDir,
      databaseUrl: options.databaseUrl ?? null,
      databaseMigrateUrl: options.databaseMigrateUrl ?? null,
    },
    log,
    admit,
  )
  const { store, limits, openNews, pool } = opened
  const clock = options.clock ?? opened.clock ?? systemClock
  await refuseUnfit(store.db, { masterKeyGiven: Boolean(options.masterKey), publicUrl }).catch(
    async error => {
      await Promise.all([store.close(), limits.close()])
      throw error
    },
  )
  await keepKeyCheck(store.db, vault)
  const stopping = new AbortController()
  const retiring = new AbortController()
  const ports = {
    findAnswer: (request: ProviderRequest) => findProviderAnswer(store.db, request),
    stopping: stopping.signal,
  }
  const simulating = { stopping: stopping.signal }
  const local = createSignals()
  const figures = createFigures({
    streams: local.readers,
    deliveryAge: async () => ageOf(await oldestDueDelivery(store.db, clock()), clock()),
    jobsWaiting: async () => (await jobs.waiting()).count,
    jobAge: async () => ageOf((await jobs.waiting()).oldestAt, clock()),
    redemptionAge: async () => ageOf(await oldestAbandonedRedemption(store.db, clock()), clock()),
  })
  const provided = withProviders(embedded, providers, ports)
  const verifiers = timed(withSimulations(provided, simulating), figures, tracing)
  const examiners = createExaminePool(log)
  const { examine = examiners.examine } = options
  const news =
    openNews && (await openNews({ heard: ids => ids.forEach(local.publish), missed: local.publishAll }))
  const engine: Engine = {
    store,
    vault,
    clock,
    verifiers,
    examine,
    meter: figures,
    tracing,
    deliveries: httpDeliveries(codeDelivery, stopping.signal),
    signals: news ? withNews(local, news) : local,
    log,
  }
  const runner = createRunner(engine, `instance-${newSecret()}`, context)
  const rateLimiter = createRateLimiter(limits, options.requestsPerMinute)
  const signer = await openSigner(store.db, vault)
  const webhookTargets = { sandboxOrigins: options.webhookOrigins ?? [] }
  const sender = createSender()
  const delivering = { store, vault, clock, sender, rules: webhookTargets, log, stopping: stopping.signal }
  const api: ServerApi = {
    authenticate: req => authenticateKey(store.db, clock, req),
    store,
    within: store.within,
    everyone: store.db,
    forgetErased: store.forgetErased,
    vault,
    clock,
    engine,
    runner,
    rateLimiter,
    refusals: createRateLimiter(limits, REFUSALS_PER_MINUTE),
    openings: createRateLimiter(limits, OPENINGS_PER_MINUTE),
    signer,
    webhookTargets,
    address: linkUrl === null ? null : `${linkUrl}/api/v1`,
    stopping: stopping.signal,
  }
  const work = workOf(delivering, api, publicUrl)
  const jobs = pool
    ? await runOnGraphile({ db: store.db, pool, clock, log }, work)
    : runLocally({ db: store.db, clock, log }, work)

  const router = Router()
  router.use(requestIds(context), tracing.requests)
  const { metricsToken = null } = options
  router.use(operations({ db: store.db, figures, retiring: retiring.signal, metricsToken }))
  router.get('/.well-known/jwks.json', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300').json(signer.keys)
  })
  const { widgetDir = BUILT.widgetDir, dashboardDir = BUILT.dashboardDir } = options
  if (widgetDir !== null) router.use(widgetFiles(widgetDir))
  if (dashboardDir !== null) router.use(dashboardFiles(dashboardDir))
  const document = openApiDocument(routesOf(api), API_VERSION, '/api/v1')
  router.use(docs(document))
  router.use(invitePage())
  router.use(providerCallbacks(store, providers, clock))
  router.use('/dashboard/api', dashboardApi({ api, limits, log, publicUrl }))
  router.use('/api/v1', apiRouter(api, document, log))

  const drain = async () => {
    retiring.abort()
    stopping.abort()
    await Promise.all([runner.stop(), jobs.stop()])
  }
  return {
    router,
    log,
    api,
    retire: () => retiring.abort(),
    drain,
    async close() {
      await drain()
      sender.close()
      await news?.close()
      await Promise.all([store.close(), limits.close(), examiners.close(), tracing.close()])
    },
  }
}
