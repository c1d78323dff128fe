import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

/** One request that a receiver got. */
export interface Received {
  headers: IncomingHttpHeaders
  body: string
  path: string
}

/** How a receiver answers: a status at once, or none ever. */
export type Answering = (
  received: Received,
) => number | 'never' | { status: number; headers: Record<string, string> }

/** A real receiver of webhooks, on a port of its own. */
export interface Receiver {
  origin: string
  received: Received[]
  /** The identifiers of the events, each as often as it came. */
  eventIds(): string[]
  /** The request of that number, from 1, as soon as it has come in. */
  nth(number: number): Promise<Received>
  /** Resolves once `holds` does; it is looked at with every request. */
  when(holds: () => boolean): Promise<void>
  answers(how: Answering): void
  close(): Promise<void>
}

export async function startReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = []
  let answering: Answering = () => 200
  const waiting = new Set<() => void>()
  const server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const one = { headers: req.headers, body: Buffer.concat(chunks).toString('utf8'), path: req.url ?? '' }
      received.push(one)
      const answer = answering(one)
      for (const look of waiting) look()
      if (answer === 'never') return
      const { status, headers } = typeof answer === 'number' ? { status: answer, headers: {} } : answer
      res.writeHead(status, headers).end('ok')
    })
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const when = (holds: () => boolean) =>
    new Promise<void>(resolve => {
      const look = () => {
        if (!holds()) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    eventIds: () => received.map(({ body }) => JSON.parse(body).data.id),
    async nth(number) {
      await when(() => received.length >= number)
      const found = received[number - 1]
      if (!found) throw new Error(`no request ${number}`)
      return found
    },
    when,
    answers(how) {
      answering = how
    },
    close: () => close(server),
  }
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise(resolve => server.close(() => resolve()))
}

/** Whether a `standardwebhooks` library takes it. Throws what the library throws. */
export const verifyStandard = ({ headers, body }: Received, secret: string): unknown =>
  new Webhook(secret).verify(
    body,
    Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, String(v)])),
  )

/** Whether one of the signatures is right by the published algorithm, as published sample code checks it. */
export function verifyPublished({ headers, body }: Received, secret: string): boolean {
  return String(headers['persona-signature'])
    .split(' ')
    .some(pair => {
      const { t = '', v1 = '' } = Object.fromEntries(pair.split(',').map(part => part.split('=')))
      const mac = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')
      return v1.length === mac.length && timingSafeEqual(Buffer.from(v1), Buffer.from(mac))
    })
}

/** Whether both accept it. */
export function isGenuine(received: Received, secret: string): boolean {
  try {
    verifyStandard(received, secret)
  } catch {
    return false
  }
  return verifyPublished(received, secret)
}
