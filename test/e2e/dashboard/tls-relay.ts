import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { pipeline } from 'node:stream'
import { createServer } from 'node:tls'
import { certificateFor } from './certificate.ts'

/** What production has before it: it speaks TLS to browsers, and passes on what they say. */
export interface TlsRelay {
  /** `https://localhost:<port>` */
  origin: string
  /** What a browser is started with to take this relay's certificate, and no other unknown one. */
  browserArgs: readonly string[]
  close(): Promise<void>
}

/** Passes everything on to that port of this machine, whether anything listens there yet or not. */
export async function startTlsRelay(port: number): Promise<TlsRelay> {
  const { key, cert, publicKeyHash } = certificateFor('localhost')
  const open = new Set<Socket>()
  const relay = createServer({ key, cert }, page => {
    const server = connect(port, '127.0.0.1')
    // The pipeline listens more often than Node takes for meant.
    page.setMaxListeners(20)
    open.add(page)
    page.on('close', () => open.delete(page))
    pipeline(page, server, page, () => {})
  }).listen(0, '127.0.0.1')
  await once(relay, 'listening')
  return {
    origin: `https://localhost:${(relay.address() as AddressInfo).port}`,
    browserArgs: [`--ignore-certificate-errors-spki-list=${publicKeyHash}`],
    async close() {
      relay.close()
      for (const socket of open) socket.destroy()
      await once(relay, 'close')
    },
  }
}
