import { Agent, request } from 'node:http'

/** One request as it goes over the wire: nothing is made tidy on the way. */
export interface Sent {
  method: string
  /** Below `/api/v1`, with its query, percent-encoded. */
  path: string
  headers: Record<string, string>
  body: string | Buffer | null
}

export interface Answer {
  status: number
  headers: NodeJS.Dict<string | string[]>
  text: string
  /** The body as JSON; undefined where it is none. */
  json: unknown
}

export interface Http {
  send(sent: Sent): Promise<Answer>
  close(): void
}

/** Longest that an answer may take, in ms. */
const TIMEOUT_MS = 20_000

export function connectTo(origin: string): Http {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  const { hostname, port } = new URL(origin)
  const send = (sent: Sent): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { method, path, headers, body } = sent
      const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const options = {
        agent,
        hostname,
        port,
        method,
        path: `/api/v1${path}`,
        headers: { ...headers, ...length },
      }
      const outgoing = request({ ...options, timeout: TIMEOUT_MS }, incoming => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: jsonOf(text) })
        })
      })
      outgoing.on('timeout', () => outgoing.destroy(new Error(`${method} ${path}: no answer`)))
      // The server may close an idle connection in the very moment in which it is used again.
      outgoing.on('error', error => (outgoing.reusedSocket ? resolve(send(sent)) : reject(error)))
      outgoing.end(body ?? undefined)
    })
  return { send, close: () => agent.destroy() }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
