import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** What a name server says: records by name and type, or a refusal by its code (RFC 1035, section 4.1.1). */
export type Zone = Readonly<
  Record<string, { MX?: string[]; A?: string; AAAA?: string; NS?: string; rcode?: number }>
>

const TYPES: Readonly<Record<number, 'A' | 'NS' | 'MX' | 'AAAA'>> = { 1: 'A', 2: 'NS', 15: 'MX', 28: 'AAAA' }
const NAME_ERROR = 3

/** A name server on this machine that knows one zone; a name that it does not know is not there. */
export async function startNameServer(zone: Zone): Promise<{ address: string; close(): void }> {
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => socket.send(answerTo(query, zone), from.port, from.address))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { address: `127.0.0.1:${socket.address().port}`, close: () => socket.close() }
}

function answerTo(query: Buffer, zone: Zone): Buffer {
  const { name, end } = nameAt(query, 12)
  const type = TYPES[query.readUInt16BE(end)]
  const known = zone[name]
  const data = type && known ? recordsOf(known, type) : []
  const header = Buffer.alloc(12)
  query.copy(header, 0, 0, 2)
  header.writeUInt16BE(0x8180 + (known ? (known.rcode ?? 0) : NAME_ERROR), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(data.length, 6)
  const records = data.map(rdata => {
    const head = Buffer.alloc(12)
    head.writeUInt16BE(0xc00c, 0)
    query.copy(head, 2, end, end + 4)
    head.writeUInt32BE(60, 6)
    head.writeUInt16BE(rdata.length, 10)
    return Buffer.concat([head, rdata])
  })
  return Buffer.concat([header, query.subarray(12, end + 4), ...records])
}

function recordsOf(known: Zone[string], type: 'A' | 'NS' | 'MX' | 'AAAA'): Buffer[] {
  if (type === 'MX') return (known.MX ?? []).map(host => Buffer.concat([Buffer.from([0, 10]), encoded(host)]))
  if (type === 'NS') return known.NS === undefined ? [] : [encoded(known.NS)]
  if (type === 'A') return known.A === undefined ? [] : [Buffer.from(known.A.split('.').map(Number))]
  return known.AAAA === undefined ? [] : [Buffer.from(known.AAAA, 'hex')]
}

const encoded = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split('.')
      .filter(label => label !== '')
      .map(label => Buffer.from(String.fromCharCode(label.length) + label, 'latin1')),
    Buffer.alloc(1),
  ])

function nameAt(message: Buffer, start: number): { name: string; end: number } {
  const labels: string[] = []
  let at = start
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length).toLowerCase())
    at += 1 + length
  }
  return { name: labels.join('.'), end: at + 1 }
}
