import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What stands between a page and the server, such as a company's proxy or a train's wireless network. */
export interface Relay {
  origin: string
  /** `Last-Event-ID` of each stream that was opened through it, in order; empty for a first one. */
  resumedFrom: string[]
  /** How many times the events were asked for as JSON. */
  polls(): number
  close(): Promise<void>
}

/** `cut` drops a stream after each event that it brings; `hold` lets no byte of one through; `pass` does neither. */
export type Manner = 'pass' | 'cut' | 'hold'

/** Passes everything on to the server but for the streams, which it treats in its own manner. */
export async function startRelay(target: string, manner: Manner): Promise<Relay> {
  const resumedFrom: string[] = []
  let polls = 0
  const relay = createServer((req, res) => {
    const isEvents = req.url?.includes('/events') ?? false
    const isStream = isEvents && (req.headers.accept?.includes('text/event-stream') ?? false)
    if (isStream) resumedFrom.push(String(req.headers['last-event-id'] ?? ''))
    else if (isEvents) polls += 1
    const onward = request(new URL(req.url ?? '/', target), { method: req.method, headers: req.headers })
    onward.on('error', () => res.destroy())
    res.on('close', () => onward.destroy())
    onward.on('response', answer => {
      if (isStream && manner === 'hold') return answer.resume()
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      if (!isStream || manner === 'pass') return answer.pipe(res)
      let brought = ''
      return answer.on('data', (chunk: Buffer) => {
        brought += chunk.toString('latin1')
        const [firstEvent] = /^.*?data:.*?\n\n/s.exec(brought) ?? []
        if (firstEvent === undefined) return
        answer.destroy()
        res.write(Buffer.from(firstEvent, 'latin1'), () => res.destroy())
      })
    })
    req.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(relay, 'listening')
  return {
    origin: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    resumedFrom,
    polls: () => polls,
    async close() {
      relay.closeAllConnections()
      relay.close()
      await once(relay, 'close')
    },
  }
}
