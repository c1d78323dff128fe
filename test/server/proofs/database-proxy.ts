import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** What becomes of a commit that stands for itself: it arrives or not, and its answer does or not. */
export type Fate = 'pass' | 'cut before' | 'cut after'

export interface DatabaseProxy {
  /** The database's address with the proxy in between. */
  through(databaseUrl: string): string
  /** Takes nothing on any more in either direction on the connections that are open now, and says nothing of it. */
  swallow(): void
  /** The database is away: every connection breaks, and none is made until it is `back`. */
  away(): void
  back(): void
  close(): Promise<void>
}

/** A simple query of the wire protocol ends in a NUL. */
const COMMIT = Buffer.from('commit\0')
const BEGIN = Buffer.from('begin')

/**
 * Stands between a server and its PostgreSQL. `fateOf` is asked about each commit of a transaction of several rounds; the
 * connection is cut before the commit has arrived, or before its answer has.
 */
export async function startDatabaseProxy(
  databaseUrl: string,
  fateOf: () => Fate = () => 'pass',
): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let swallowed = new WeakSet<Socket>()
  let isAway = false

  const server = createServer(near => {
    if (isAway) return void near.destroy()
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    }
    const cut = () => {
      near.destroy()
      far.destroy()
    }
    let hears = true
    near.on('data', chunk => {
      if (swallowed.has(near)) return
      const fate = chunk.includes(COMMIT) && !chunk.includes(BEGIN) ? fateOf() : 'pass'
      if (fate === 'cut before') return cut()
      if (fate === 'cut after') hears = false
      far.write(chunk)
    })
    far.on('data', chunk => {
      if (swallowed.has(near)) return
      if (hears) near.write(chunk)
      else cut()
    })
    near.on('close', () => swallowed.has(near) || far.destroy())
    far.on('close', () => swallowed.has(near) || near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return {
    through(url) {
      const via = new URL(url)
      via.hostname = '127.0.0.1'
      via.port = String(address.port)
      return via.href
    },
    swallow() {
      swallowed = new WeakSet(sockets)
    },
    away() {
      isAway = true
      for (const socket of sockets) socket.destroy()
    },
    back() {
      isAway = false
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
