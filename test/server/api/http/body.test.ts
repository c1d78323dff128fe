import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startServer, type TestServer } from '../../harness.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const JSON_MS = 15_000

/** Sends the beginning of a request and hears what comes back, until the connection ends. */
async function beginRequest() {
  const { hostname, port } = new URL(server.origin)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  let heard = ''
  socket.on('data', data => {
    heard += data
  })
  const ended = once(socket, 'close').then(() => heard)
  const key = server.sandbox.source['api-key']
  socket.write(
    `POST /api/v1/inquiries HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${key}\r\n` +
      'Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"data":',
  )
  return { socket, ended }
}

describe('a body of JSON that comes slowly', () => {
  /** The server runs in this process: its deadline is on this clock, among timers of the store's connections. */
  async function withSlowBody() {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const timers = vi.spyOn(globalThis, 'setTimeout')
    onTestFinished(() => {
      timers.mockRestore()
      vi.useRealTimers()
    })
    const request = await beginRequest()
    while (!timers.mock.calls.some(([, ms]) => ms === JSON_MS)) await setImmediate()
    return request
  }

  // Guarantee: whoever sends slowly holds no connection for longer than fifteen seconds.
  it('is refused after fifteen seconds, and the connection ends', async () => {
    const { ended } = await withSlowBody()
    vi.advanceTimersByTime(JSON_MS)
    const heard = await ended
    expect(heard).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
    expect(heard).toContain(
      '{"errors":[{"title":"Request timeout","details":"the body has taken too long"}]}',
    )
    expect(server.log()).not.toContain('request failed')
  })

  it('is read where it comes in time', async () => {
    const { socket, ended } = await withSlowBody()
    vi.advanceTimersByTime(JSON_MS - 1)
    socket.end(' '.repeat(92))
    expect(await ended).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(vi.getTimerCount()).toBe(0)
  })
})
