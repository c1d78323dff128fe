import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { InputResource } from '../../../server/api/wire.ts'
import { FILE_BYTES_MAX } from '../../../server/connect/document-pages.ts'
import { type Awaiting, askedIn, awaitInput, FILES, giveForm, INPUTS } from '../awaiting.ts'
import { connectTo, type Http } from '../fuzz/http.ts'
import { openSession, startServer, type TestServer } from '../harness.ts'

/** Forms as nobody's browser sends them. */

let server: TestServer
let http: Http
let session: Awaiting
beforeAll(async () => {
  server = await startServer()
  http = connectTo(server.origin)
  session = await awaitInput(server)
})
afterAll(async () => {
  http.close()
  await server.close()
})

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

const FORM = 'multipart/form-data; boundary=XX'

const part = (name: string, content: string | Buffer, more = '') =>
  Buffer.concat([
    Buffer.from(`--XX\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
const END = Buffer.from('--XX--\r\n')
const whole = (...parts: Buffer[]) => Buffer.concat([...parts, END])
const STREET = part('fields[address-street-2]', 'Hinterhaus')

const send = (body: string | Buffer, contentType = FORM, headers: Record<string, string> = {}) =>
  http.send({
    method: 'POST',
    path: INPUTS,
    headers: {
      authorization: `Bearer ${session.secret}`,
      ...(contentType ? { 'content-type': contentType } : {}),
      ...headers,
    },
    body,
  })

const givenNow = async (): Promise<number> =>
  (await askedIn(server, session)).json.data.filter(
    ({ attributes }: { attributes: { given: boolean } }) => attributes.given,
  ).length

describe('a form that is not one', () => {
  it('differs from one that is taken', async () => {
    expect((await send(whole(STREET))).status).toBe(200)
    expect((await send(whole(STREET), 'multipart/form-data; charset=utf-8; boundary="XX"')).status).toBe(200)
    // Taken back, so that whatever is saved below is seen.
    expect((await send(whole(part('fields[address-street-2]', '')))).status).toBe(200)
    expect(await givenNow()).toBe(0)
  })

  const wrong: [what: string, status: number, body: string | Buffer, contentType?: string][] = [
    ['no boundary', 400, whole(STREET), 'multipart/form-data'],
    ['an empty boundary', 400, whole(STREET), 'multipart/form-data; boundary='],
    ['a boundary of 71 letters', 400, whole(STREET), `multipart/form-data; boundary=${'X'.repeat(71)}`],
    ['another boundary than its own', 400, whole(STREET), 'multipart/form-data; boundary=YY'],
    ['no body', 400, ''],
    ['no parts', 400, 'field=value'],
    ['no end', 400, STREET],
    ['a part without a name', 400, whole(Buffer.from('--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n'))],
    ['a part without a header', 400, whole(Buffer.from('--XX\r\n\r\nx\r\n'))],
    ['lines that end as on Unix', 400, whole(STREET).toString().replaceAll('\r\n', '\n')],
    ['10,000 parts', 413, whole(...Array.from({ length: 10_000 }, (_, at) => part(`fields[f-${at}]`, 'x')))],
    ['a name of a million letters', 413, whole(part('x'.repeat(1_000_000), 'x'))],
    ['a million header lines', 413, whole(part('x', 'x', '\r\nx: y'.repeat(1_000_000)))],
    ['a name of three thousand letters', 422, whole(part('x'.repeat(3_000), 'x'))],
    ['a part twice', 422, whole(STREET, STREET)],
    [
      'bytes that are not UTF-8',
      422,
      whole(part('fields[address-street-2]', Buffer.from([0x61, 0xff, 0xfe]))),
    ],
    ['text of another type', 415, 'x', 'text/plain'],
    ['a form as links send it', 415, 'fields[address-street-2]=x', 'application/x-www-form-urlencoded'],
    ['another kind of parts', 415, whole(STREET), 'multipart/mixed; boundary=XX'],
    ['no type', 415, whole(STREET), ''],
    ['a form that says that it is JSON', 400, whole(STREET), 'application/json'],
    ['JSON that says that it is a form', 400, '{"data":{"attributes":{"fields":{}}}}'],
  ]
  // Guarantee: whatever is wrong with a body, the caller is told so, nothing is saved, and nothing breaks.
  it.each(wrong)('with %s is refused as %i', async (_what, status, body, contentType) => {
    const answer = await send(body, contentType)
    expect(answer.status, answer.text).toBe(status)
    expect(await givenNow()).toBe(0)
  })

  it('that is compressed is refused', async () => {
    expect((await send(whole(STREET), FORM, { 'content-encoding': 'gzip' })).status).toBe(415)
  })

  // Guarantee: a body that was cut off anywhere saves nothing.
  it('that is cut off is refused, wherever it is cut', async () => {
    const body = whole(
      STREET,
      part('documents[proof-of-address][document]', '%PDF-1.7\r\n--X', '; filename="x"'),
    )
    // Of the end, all that counts is the two hyphens.
    for (let length = 0; length < body.length - 2; length++) {
      expect((await send(body.subarray(0, length))).status, `${length} of ${body.length}`).toBe(400)
    }
    expect(await givenNow()).toBe(0)
  })

  // Guarantee: forms made up at random are taken or refused, and never break anything. The seed is fixed.
  it('is never more than refused, whatever bytes are changed', async () => {
    const body = whole(
      STREET,
      part('documents[selfie][center]', FILES.selfie.subarray(0, 300), '; filename="x"'),
    )
    const change = fc.record({
      at: fc.nat({ max: body.length }),
      remove: fc.nat({ max: 30 }),
      insert: fc.oneof(
        fc.constantFrom(
          '\r\n',
          '--XX',
          '--XX--',
          '"',
          '\\"',
          '\0',
          'name="a"',
          '\r\n\r\n',
          'filename="',
          ';',
          '%22',
        ),
        fc.string({ maxLength: 10, unit: 'binary' }),
      ),
    })
    const property = fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async changes => {
      const changed = changes.reduce<Buffer>(
        (bytes, { at, remove, insert }) =>
          Buffer.concat([bytes.subarray(0, at), Buffer.from(insert), bytes.subarray(at + remove)]),
        body,
      )
      expect([200, 400, 413, 415, 422]).toContain((await send(changed)).status)
    })
    await fc.assert(property, { numRuns: 500, seed: 20_261_126 })
    expect(server.log()).not.toContain('request failed')
  })
})

/** Opens a connection and sends the beginning of a request: what follows the headers is the caller's. */
async function begin(headers: string[], secret = session.secret): Promise<Socket> {
  const { hostname, port } = new URL(server.origin)
  const socket = connect(Number(port), hostname)
  sockets.push(socket)
  await once(socket, 'connect')
  const lines = [
    `POST /api/v1${INPUTS} HTTP/1.1`,
    `Host: ${hostname}`,
    `Authorization: Bearer ${secret}`,
    ...headers,
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  return socket
}

/** The status of the first answer on a connection. */
async function statusOn(socket: Socket): Promise<number> {
  const [chunk] = await once(socket, 'data')
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(String(chunk))?.[1])
}

describe('a body that nobody wants', () => {
  const formOf = (length: number) => [`Content-Type: ${FORM}`, `Content-Length: ${length}`]

  // Guarantee: who may not send something, or too much of it, is told so before it is read.
  it('is refused by what is known of it before it comes', async () => {
    expect(await statusOn(await begin(formOf(1_000_000_000)))).toBe(413)
    expect(await statusOn(await begin(formOf(1_000_000), session.id))).toBe(401)
    const other = await openSession(server)
    expect(await statusOn(await begin(formOf(1_000_000), other.secret))).toBe(409)
    expect(await statusOn(await begin([...formOf(1_000_000), 'Origin: https://evil.example']))).toBe(403)
    expect(await statusOn(await begin(['Content-Type: text/plain', 'Content-Length: 1000000']))).toBe(415)
  })

  // Guarantee: a body of unknown length is not read further than it may be long, and not kept.
  it('is refused as soon as it is too long', async () => {
    const socket = await begin([`Content-Type: ${FORM}`, 'Transfer-Encoding: chunked'])
    const answered = statusOn(socket)
    let done = false
    void answered.then(() => {
      done = true
    })
    const chunk = Buffer.alloc(65_536, 120)
    let sent = 0
    while (!done && sent < 10 * FILE_BYTES_MAX) {
      const went = socket.write(Buffer.concat([Buffer.from('10000\r\n'), chunk, Buffer.from('\r\n')]))
      sent += chunk.length
      if (!went) await Promise.race([once(socket, 'drain'), answered])
    }
    expect(await answered).toBe(413)
    expect(sent).toBeLessThan(2 * FILE_BYTES_MAX)
    // A browser hears nothing before it has sent everything: the connection lives, and the rest passes by unread.
    socket.write('0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: connect\r\n\r\n')
    expect(await statusOn(socket)).toBe(200)
  })

  // Guarantee: a client that goes away in the middle leaves nothing behind, and is nobody's error.
  it('that ends early is forgotten', async () => {
    const body = whole(STREET)
    const own = await awaitInput(server)
    const socket = await begin(formOf(body.length), own.secret)
    socket.write(body.subarray(0, 40))
    socket.destroy()
    await once(socket, 'close')
    const answer = await giveForm(server, own, { 'fields[address-subdivision]': 'X' })
    const given = answer.json.data.filter((input: InputResource) => input.attributes.given)
    expect(given.map(({ id }: InputResource) => id)).toEqual(['fields[address-subdivision]'])
    expect(server.log()).not.toContain('request failed')
  })

  // Guarantee: one session cannot fill the memory of the server.
  it('has to wait while there are four of the same session', async () => {
    const body = whole(STREET)
    const waiting = await Promise.all([1, 2, 3, 4].map(() => begin(formOf(body.length))))
    const refused = new Set<Socket>()
    for (const socket of waiting) socket.once('data', () => refused.add(socket))
    // Each is being read once a fifth is refused. A fifth may overtake one of the four, which then takes its place.
    let answer = await send(body)
    while (answer.status !== 429) {
      for (const [index, socket] of waiting.entries()) {
        if (!refused.delete(socket)) continue
        const next = await begin(formOf(body.length))
        next.once('data', () => refused.add(next))
        waiting[index] = next
      }
      answer = await send(body)
    }
    expect(answer.text).toContain('too many of these requests are under way')
    const other = await awaitInput(server)
    expect((await giveForm(server, other, { 'fields[address-street-2]': 'X' })).status).toBe(200)
    const statuses = waiting.map(statusOn)
    for (const socket of waiting) socket.write(body)
    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 200])
    expect((await send(body)).status).toBe(200)
  })
})
