import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { ConfigError } from './config.ts'

/**
 * Time that a client has to send its whole request, and its headers, in ms. A photo of 10 MB takes 80 s over a line of
 * 1 Mbit/s; a body of JSON has its own, shorter time.
 */
const REQUEST_MS = 120_000
const HEADERS_MS = 10_000
/**
 * How long a connection stays open between two requests, in ms: longer than proxies keep theirs (nginx and AWS a minute,
 * Caddy two), so that it is they who end it, and none sends a request just as this server closes.
 */
const KEEP_ALIVE_MS = 130_000
/** Time that answers under way have to finish once the server is told to stop, in ms. */
const DRAIN_MS = 10_000

/**
 * Listens, with limits on slow clients, and answers 503 until {@link serve} is called: the address is known before
 * everything is ready. Throws {@link ConfigError} where the address cannot be had.
 */
export function listen(port: number, host: string): Promise<Server> {
  const limits = {
    requestTimeout: REQUEST_MS,
    headersTimeout: HEADERS_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  }
  const server = createServer(limits, notReady)
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(new ConfigError(`${host}:${port}: ${error.message}`)))
    server.listen(port, host, () => resolve(server))
  })
}

const notReady: RequestListener = (_req, res) => {
  res.writeHead(503, { 'Retry-After': '1' }).end()
}

/** From now on `app` answers. */
export function serve(server: Server, app: RequestListener): void {
  server.off('request', notReady).on('request', app)
}

interface Drainable {
  retire(): void
  drain(): Promise<void>
  close(): Promise<void>
}

interface Draining {
  signals: NodeJS.Signals[]
  server: Server
  connect: Drainable
  log: Logger
  /** How long everything is still taken after the signal, in ms: until whoever balances has asked `/readyz` again. */
  noticeMs: number
}

/**
 * Ends the process in order at the first of these signals: `/readyz` gives notice, and everything is still taken for
 * that long; then no new connections, open streams end so that their readers resume elsewhere, answers under way
 * finish, redemptions stop at a stage boundary. A second signal ends it at once.
 */
export function drainOn({ signals, server, connect, log, noticeMs }: Draining): void {
  let draining = false
  const underWay = new Set<ServerResponse>()
  server.prependListener('request', (_req, res: ServerResponse) => {
    res.shouldKeepAlive &&= !draining
    underWay.add(res)
    res.once('close', () => {
      underWay.delete(res)
      // An answer that began before the signal, as a stream's, has told that its connection stays.
      if (!server.listening) setImmediate(() => server.closeIdleConnections())
    })
  })
  const drain = async () => {
    if (draining) process.exit(1)
    draining = true
    // Their last answer tells clients that the connection ends, so that they do not ask on it again.
    for (const res of underWay) res.shouldKeepAlive = false
    connect.retire()
    if (noticeMs > 0) await wait(noticeMs)
    const closed = new Promise<void>(resolve => server.close(() => resolve()))
    const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
    const drained = connect.drain()
    server.closeIdleConnections()
    await Promise.all([closed, drained])
    clearTimeout(late)
    await connect.close()
    log.info('stopped')
    process.exit(0)
  }
  for (const signal of signals) process.on(signal, () => void drain())
}
