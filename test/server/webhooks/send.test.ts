import type { LookupAddress, lookup } from 'node:dns'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createSender } from '../../../server/webhooks/send.ts'
import { problemOf } from '../../../server/webhooks/target.ts'
import { type Receiver, startReceiver } from './receiver.ts'

let receiver: Receiver
beforeAll(async () => {
  receiver = await startReceiver()
})
afterAll(() => receiver.close())

/** A resolver that answers with the next of these each time it is asked. */
function resolverOf(...answers: string[][]): typeof lookup {
  const left = [...answers]
  const resolve = (
    _name: string,
    _options: object,
    callback: (error: null, found: LookupAddress[]) => void,
  ) => {
    const addresses = left.length > 1 ? left.shift() : left[0]
    callback(
      null,
      (addresses ?? []).map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return resolve as typeof lookup
}

const message = (url: string, exempt = false) => ({ url: new URL(url), headers: {}, body: '{}', exempt })

const sendTo = async (url: string, resolve?: typeof lookup) => {
  const sender = createSender(resolve)
  try {
    return await sender.send(message(url))
  } finally {
    sender.close()
  }
}

/** What listens on a port and tells of every connection. */
async function trap(): Promise<{ port: number; connections: () => number; close(): void }> {
  let connections = 0
  const server = createServer(socket => {
    connections++
    socket.destroy()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { port, connections: () => connections, close: () => server.close() }
}

describe('what is sent', () => {
  it('arrives where the operator lets it go', async () => {
    const sender = createSender()
    expect(await sender.send(message(`${receiver.origin}/here`, true))).toEqual({
      status: 200,
      failure: null,
    })
    expect((await receiver.nth(1)).path).toBe('/here')
    sender.close()
  })

  // The trap does tell of a connection: a public name whose address nobody checks would get there.
  it('would reach a private address without the check', async () => {
    const { port, connections, close } = await trap()
    const sender = createSender()
    await sender.send(message(`https://127.0.0.1:${port}/`, true))
    expect(connections()).toBe(1)
    sender.close()
    close()
  })

  // Guarantee: no way of writing or resolving an address leads a webhook into a private network.
  it.each([
    ['written plainly', '127.0.0.1'],
    ['in decimal', '2130706433'],
    ['in octal', '0177.0.0.01'],
    ['in hexadecimal', '0x7f.1'],
    ['shortened', '127.1'],
    ['within IPv6', '[::ffff:127.0.0.1]'],
    ['within IPv6, in hexadecimal', '[::ffff:7f00:1]'],
    ['by NAT64', '[64:ff9b::7f00:1]'],
    ['in full-width digits', '１２７.0.0.1'],
    ['as the unspecified address', '0.0.0.0'],
    ['as IPv6 loopback', '[::1]'],
    ['as the metadata service', '169.254.169.254'],
  ])('never goes to a private address %s', async (_, host) => {
    const { port, connections, close } = await trap()
    const url = `https://${host}:${port}/`
    expect(problemOf(url, 'production', { sandboxOrigins: [] })).toBe('must not lead to a private address')
    expect(await sendTo(url)).toEqual({ status: null, failure: 'target_refused' })
    expect(connections()).toBe(0)
    close()
  })

  it.each([
    ['to loopback', ['127.0.0.1']],
    ['to IPv6 loopback', ['::1']],
    ['to a mapped address', ['::ffff:127.0.0.1']],
    ['to a private address behind a public one', ['93.184.216.34', '127.0.0.1']],
    ['to a public address behind a private one', ['127.0.0.1', '93.184.216.34']],
    ['to the metadata service', ['169.254.169.254']],
    ['nowhere', []],
  ])('never goes to a name that leads %s', async (_, addresses) => {
    const { port, connections, close } = await trap()
    const url = `https://bank.example:${port}/`
    expect(problemOf(url, 'production', { sandboxOrigins: [] })).toBeNull()
    expect(await sendTo(url, resolverOf(addresses))).toEqual({ status: null, failure: 'target_refused' })
    expect(connections()).toBe(0)
    close()
  })

  // Guarantee: the answer that is checked is the one that is called. A name is asked for once for each connection, and
  // leading elsewhere the next time gains nothing.
  it('never goes to a name that leads elsewhere a moment later', async () => {
    const { port, connections, close } = await trap()
    const sender = createSender(resolverOf(['203.0.113.1'], ['127.0.0.1']))
    const rebinding = message(`https://rebind.example:${port}/`)
    expect(await sender.send(rebinding)).toEqual({ status: null, failure: 'target_refused' })
    expect(await sender.send(rebinding)).toEqual({ status: null, failure: 'target_refused' })
    sender.close()
    close()
    expect(connections()).toBe(0)
  })

  it('is not sent without encryption but where the operator lets it', async () => {
    const before = receiver.received.length
    expect(await sendTo(receiver.origin)).toEqual({ status: null, failure: 'target_refused' })
    expect(await sendTo(receiver.origin.replace('127.0.0.1', 'localhost'))).toMatchObject({ status: null })
    expect(receiver.received).toHaveLength(before)
  })

  // Guarantee: a connection that was opened by the operator's word is not used for what has to be checked.
  it('does not get through on a connection that another message has opened', async () => {
    const sender = createSender()
    await sender.send(message(receiver.origin, true))
    const before = receiver.received.length
    expect(await sender.send(message(receiver.origin))).toEqual({ status: null, failure: 'target_refused' })
    expect(receiver.received).toHaveLength(before)
    sender.close()
  })

  it('says that nobody listens, and nothing about who', async () => {
    const { port, close } = await trap()
    close()
    const sender = createSender()
    const result = await sender.send(message(`http://127.0.0.1:${port}/`, true))
    expect(result).toEqual({ status: null, failure: 'connection_failed' })
    sender.close()
  })

  // Guarantee: a receiver has the published five seconds, from the first packet to its answer.
  it('is given up when its time is over, and not before', async () => {
    const over = new AbortController()
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(over.signal)
    onTestFinished(() => timeout.mockRestore())
    const silent = await startReceiver()
    silent.answers(() => 'never')
    const sender = createSender()
    const sending = sender.send(message(silent.origin, true))
    await silent.nth(1)
    expect(timeout.mock.calls).toEqual([[5_000]])
    over.abort()
    expect(await sending).toEqual({ status: null, failure: 'timeout' })
    sender.close()
    await silent.close()
  })

  it('is an answer where it redirects, and goes no further', async () => {
    const { port, connections, close } = await trap()
    receiver.answers(() => ({ status: 302, headers: { location: `http://127.0.0.1:${port}/` } }))
    const sender = createSender()
    expect(await sender.send(message(receiver.origin, true))).toEqual({ status: 302, failure: null })
    expect(connections()).toBe(0)
    sender.close()
    close()
    receiver.answers(() => 200)
  })
})

describe('the operator’s word', () => {
  const rules = { sandboxOrigins: ['http://127.0.0.1:4000'] }
  it('is for sandbox environments only, and for the one origin', () => {
    const url = 'http://127.0.0.1:4000/webhooks'
    expect(problemOf(url, 'sandbox', rules)).toBeNull()
    expect(problemOf(url, 'production', rules)).toBe('must begin with https://')
    expect(problemOf('http://127.0.0.1:4001/', 'sandbox', rules)).toBe('must begin with https://')
    expect(problemOf('https://127.0.0.1:4000/', 'sandbox', rules)).toBe('must not lead to a private address')
  })
})
