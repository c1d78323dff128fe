import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import { randomOf } from './seed.ts'

/** How often a stream is cut before anything of its answer has come; else so many bytes of its body come at most. */
const BARE = 0.1
/** About two events: most cuts are in the middle of one. */
const BYTES_MAX = 350
const NOTHING = Buffer.alloc(0)

export interface CuttingRelay {
  origin: string
  /** Connections of streams that were cut. */
  cuts(): number
  close(): Promise<void>
}

export interface RelayOptions {
  /** The instances' addresses; each request goes to one that is drawn. */
  origins: readonly string[]
  seed: number
  /** How often each stream is cut before it is left alone. */
  cutsEach: number
  /** The headers that a stream is resumed with, where they are to be other ones than the reader's. */
  resume: (headers: IncomingHttpHeaders) => IncomingHttpHeaders
}

/**
 * Stands between readers and instances, and cuts streams, anywhere in their bytes. What is drawn for one stream follows
 * from the seed and the order in which the streams were first opened.
 */
export async function startCuttingRelay(options: RelayOptions): Promise<CuttingRelay> {
  const { origins, seed, cutsEach, resume } = options
  const streams = new Map<string, { random: () => number; left: number }>()
  const drawn = randomOf(seed)
  let cuts = 0

  const streamOf = ({ authorization = '' }: IncomingHttpHeaders) => {
    const known = streams.get(authorization)
    if (known) return known
    const stream = { random: randomOf(seed + streams.size + 1), left: cutsEach }
    streams.set(authorization, stream)
    return stream
  }
  const passOn = (
    { method = 'GET', url = '' }: IncomingMessage,
    random: () => number,
    headers: IncomingHttpHeaders,
  ) => {
    const origin = origins[Math.floor(random() * origins.length)]
    return request(`${origin}${url}`, { agent: false, method, headers })
  }

  const pass = (req: IncomingMessage, res: ServerResponse) => {
    const passedOn = passOn(req, drawn, req.headers)
    passedOn.on('response', answer => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    })
    passedOn.on('error', () => res.destroy())
    req.pipe(passedOn)
  }

  const passStream = (req: IncomingMessage, res: ServerResponse) => {
    const stream = streamOf(req.headers)
    const headers = 'last-event-id' in req.headers ? resume(req.headers) : req.headers
    const passedOn = passOn(req, stream.random, headers)
    let state: 'to be cut' | 'whole' | 'cut' = stream.left > 0 ? 'to be cut' : 'whole'
    const isBare = stream.random() < BARE
    let bytes = 1 + Math.floor(stream.random() * BYTES_MAX)
    const cut = (last: Buffer = NOTHING) => {
      state = 'cut'
      stream.left -= 1
      cuts += 1
      passedOn.destroy()
      if (res.headersSent) res.write(last, () => res.destroy())
      else res.destroy()
    }
    passedOn.on('response', answer => {
      if (state === 'to be cut' && isBare) return cut()
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      res.flushHeaders()
      answer.on('data', (chunk: Buffer) => {
        if (state === 'cut') return
        if (state === 'to be cut' && chunk.length >= bytes) return cut(chunk.subarray(0, bytes))
        bytes -= chunk.length
        res.write(chunk)
      })
      // A stream that is over before it was cut is cut just before it says so.
      answer.on('end', () => {
        if (state === 'to be cut') cut()
        else if (state === 'whole') res.end()
      })
      answer.on('error', () => {})
    })
    passedOn.on('error', () => {
      if (state !== 'cut') res.destroy()
    })
    res.on('close', () => passedOn.destroy())
    passedOn.end()
  }

  const server = createServer((req, res) => (isStream(req) ? passStream(req, res) : pass(req, res)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the relay does not listen')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    cuts: () => cuts,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const isStream = ({ url, headers }: IncomingMessage): boolean =>
  Boolean(url?.endsWith('/connect/session/events') && headers.accept === 'text/event-stream')
