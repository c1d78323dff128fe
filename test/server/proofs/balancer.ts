import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

/** How often an instance is asked whether it takes work, in ms. */
const ASK_MS = 100

/** One place behind the balancer; who is in it changes. */
export interface Seat {
  origin: string
}

export interface Balancer {
  origin: string
  /** Requests that were passed on. */
  passed(): number
  /** Requests that no instance took, or whose instance was gone before it answered. */
  refused(): number
  close(): Promise<void>
}

/**
 * Passes requests on to the seats in turn, over connections that it keeps, and to none whose `/readyz` did not say yes
 * the last time. It makes none of them again: a balancer cannot know whether a write has happened.
 */
export async function startBalancer(seats: readonly Seat[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true })
  const closing = new AbortController()
  const ready = new Set<Seat>()
  let [passed, refused] = [0, 0]

  const ask = async (seat: Seat) => {
    while (!closing.signal.aborted) {
      const { origin } = seat
      const isReady = await fetch(`${origin}/readyz`).then(
        answer => answer.ok,
        () => false,
      )
      if (isReady && origin === seat.origin) ready.add(seat)
      else ready.delete(seat)
      await wait(ASK_MS, undefined, { signal: closing.signal }).catch(() => {})
    }
  }
  const asking = seats.map(ask)

  const refuse = (res: ServerResponse) => {
    refused += 1
    res.writeHead(502).end()
  }
  const pass = (req: IncomingMessage, res: ServerResponse) => {
    passed += 1
    const turn = [...ready][passed % Math.max(ready.size, 1)]
    if (!turn) return refuse(res)
    const { method = 'GET', headers } = req
    const passedOn = request(`${turn.origin}${req.url}`, { agent, method, headers }, answer => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      res.flushHeaders()
      answer.pipe(res)
      answer.on('error', () => res.destroy())
    })
    passedOn.on('error', () => (res.headersSent ? res.destroy() : refuse(res)))
    res.on('close', () => passedOn.destroy())
    req.pipe(passedOn)
  }
  const server = createServer(pass).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the balancer does not listen')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    passed: () => passed,
    refused: () => refused,
    async close() {
      closing.abort()
      server.closeAllConnections()
      server.close()
      agent.destroy()
      await Promise.all(asking)
    },
  }
}
