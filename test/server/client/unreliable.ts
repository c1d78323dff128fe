import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as a server got it. */
export interface Seen {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: string
}

export interface Unreliable {
  origin: string
  /** Everything that has come in, in its order. */
  seen: Seen[]
  close(): Promise<void>
}

/** What happens to a request: it is answered so, cut off, or passed on to `upstream`. */
export type Fate =
  | { status: number; headers?: Record<string, string>; body?: string }
  | 'cut off'
  | 'passed on'
  /** The server does it, and nobody hears of that. */
  | 'done unheard'
  /** The answer ends after so many bytes. */
  | { bytes: number }

/** A server between a client and the real one, at which requests meet one fate after the other; the last one stays. */
export async function unreliable(upstream: string, fates: readonly Fate[]): Promise<Unreliable> {
  const seen: Seen[] = []
  const listener: RequestListener = async (req, res) => {
    const body = await textOf(req)
    const fate = fates[Math.min(seen.length, fates.length - 1)] ?? 'passed on'
    seen.push({ method: req.method ?? '', path: req.url ?? '', headers: req.headers, body })
    meet(fate, upstream, req, res, body)
  }
  const server = createServer((req, res) => void listener(req, res))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function textOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}

function meet(fate: Fate, upstream: string, req: IncomingMessage, res: ServerResponse, body: string): void {
  if (fate === 'cut off') return void res.destroy()
  if (typeof fate === 'object' && 'status' in fate) {
    res
      .writeHead(fate.status, fate.headers)
      .end(fate.body ?? JSON.stringify({ errors: [{ title: 'scripted' }] }))
    return
  }
  const passed = request(`${upstream}${req.url}`, { method: req.method, headers: req.headers }, answer => {
    if (fate === 'done unheard') return void answer.resume().on('end', () => res.destroy())
    res.writeHead(answer.statusCode ?? 500, answer.headers)
    let left = typeof fate === 'object' ? fate.bytes : Number.POSITIVE_INFINITY
    answer.on('data', (chunk: Buffer) => {
      res.write(chunk.subarray(0, left))
      left -= chunk.length
      if (left <= 0) res.destroy()
    })
    answer.on('end', () => res.end())
  })
  res.on('close', () => passed.destroy())
  passed.on('error', () => res.destroy())
  passed.end(body)
}
